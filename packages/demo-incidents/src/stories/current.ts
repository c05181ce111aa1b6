import {
  component,
  DemoCalendar,
  people,
  resource,
} from '@countersign/demo-estate';
import { Tale } from '../Tale';
import { Story } from '../types';

const { jonas } = people;

/** What is going on now beside the promises that burn: one that nobody has taken, and one that is looked at quietly. */
export function currentStories(calendar: DemoCalendar): Story[] {
  return [
    Tale.watched(
      {
        id: 'replica-lag-now',
        item: resource('campaigns-db'),
        alert: 'ReplicationLag',
        summary: 'The replica is minutes behind',
        severity: 'warning',
        began: calendar.around(-0.2, 1).start,
        unmeasured: true,
      },
      { tell: true },
    ).story(),
    Tale.declared(
      'preferences-odd',
      calendar.hoursAgo(1.5),
      jonas,
      {
        title: 'A customer gets messages in their quiet hours',
        description: 'One ticket so far. It may be their time zone.',
        entities: [component('preference-center')],
        impact: 'low',
        urgency: 'low',
        triage: true,
      },
      { unmeasured: true },
    ).story(),
  ];
}
