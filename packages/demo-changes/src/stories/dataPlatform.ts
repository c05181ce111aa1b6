import {
  DemoCalendar,
  component,
  people,
  resource,
} from '@countersign/demo-estate';
import { Journey, Subject } from '../Journey';
import { created, plan, updated } from '../plans';
import { Story } from '../types';

const { arjun, mei, sofia } = people;

/** What the data platform did: its stores are touched in their maintenance nights. */
export function dataPlatformStories(calendar: DemoCalendar): Story[] {
  const change = (subject: Subject) => Journey.of(calendar, subject);
  return [
    change({
      id: 'profiles-db-five-nodes',
      title: 'Five nodes for profiles-db',
      items: [resource('profiles-db')],
      category: 'database',
      requester: sofia,
      implementer: arjun,
      window: calendar.maintenance(-12),
      justification: 'High-priority CPU over 65 % each evening.',
      implementationPlan: 'Apply the plan; Spanner adds nodes online.',
      testPlan: 'CPU under 45 % the next evening.',
      backoutPlan: 'Apply the previous commit.',
      plan: plan(
        updated(
          'google_spanner_instance.profiles',
          { name: 'profiles', num_nodes: 3 },
          { num_nodes: 5 },
        ),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('CPU at 38 %.')
      .story(),
    change({
      id: 'warehouse-partitions',
      title: 'Partition events in the warehouse by day',
      items: [resource('customer-warehouse')],
      category: 'database',
      requester: mei,
      implementer: arjun,
      window: calendar.maintenance(-9),
      justification: 'A month’s query reads the whole table.',
      implementationPlan: 'Apply the plan, copy, swap the view.',
      testPlan: 'Counts by day in both tables.',
      backoutPlan: 'Point the view to the old table.',
      plan: plan(
        created('module.warehouse.google_bigquery_table.events_by_day', {
          table_id: 'events_by_day',
          time_partitioning: [{ type: 'DAY', field: 'occurred_at' }],
        }),
      ),
    })
      .asked()
      .approved()
      .deployed()
      .closed('Bytes read fell by 92 %.')
      .story(),
    change({
      id: 'enricher-geo-lookup',
      title: 'Look up regions in event-enricher',
      items: [component('event-enricher')],
      requester: sofia,
      implementer: mei,
      window: calendar.workday(-32, 9),
      justification: 'Segments by region are asked for.',
      implementationPlan: 'Drain the pipeline, start it with 2.8.0.',
      testPlan: 'Lag under a minute; share of events with a region.',
      backoutPlan: 'Start it with 2.7.9.',
    })
      .asked()
      .approved()
      .deployed()
      .closed(
        'Lag grew to four minutes until the lookup’s cache was warm; it is filled before the start from now on.',
        'successful_issues',
      )
      .story(),
    change({
      id: 'profile-service-merge',
      title: 'Merge profiles by verified e-mail address',
      items: [component('profile-service')],
      requester: mei,
      implementer: sofia,
      window: calendar.workday(-17, 10),
      justification: 'Eight percent of customers have two profiles.',
      implementationPlan:
        'Deploy 7.3.0; merging is a flag, on for employees first.',
      testPlan: 'No merge of two verified addresses in a thousand samples.',
      backoutPlan:
        'Switch the flag off; merges are kept as links and can be undone.',
    })
      .asked()
      .approved()
      .deployed()
      .closed('900 employees merged, no complaint.')
      .story(),
    change({
      id: 'segments-hourly',
      title: 'Build segments every hour',
      items: [component('segment-builder')],
      requester: mei,
      implementer: arjun,
      window: calendar.around(-0.5, 180),
      justification: 'Campaigns of the day use yesterday’s customers.',
      implementationPlan: 'Deploy 1.19.0, change the schedule of the transfer.',
      testPlan: 'Two runs in a row end within 20 minutes.',
      backoutPlan: 'Put the daily schedule back.',
    })
      .asked()
      .approved()
      .started(4)
      .story(),
    change({
      id: 'profiles-db-index',
      title: 'Index profiles by loyalty number',
      items: [resource('profiles-db')],
      category: 'database',
      requester: sofia,
      implementer: mei,
      window: calendar.maintenance(1),
      justification: 'The till looks customers up by it.',
      implementationPlan:
        'Create the index; Spanner fills it in the background.',
      testPlan: 'The index is READ_WRITE; latency of writes.',
      backoutPlan: 'Drop the index.',
      withoutCommit: true,
    })
      .asked()
      .approved()
      .story(),
    change({
      id: 'warehouse-column-access',
      title: 'Column-level access in the warehouse',
      items: [resource('customer-warehouse')],
      category: 'access',
      requester: arjun,
      implementer: sofia,
      window: calendar.maintenance(2),
      justification: 'Analysts need no birth dates.',
      implementationPlan:
        'Attach policy tags to 14 columns, grant readers by group.',
      testPlan:
        'An analyst’s query of each column is refused or answered as listed.',
      backoutPlan: 'Detach the tags.',
      withoutCommit: true,
    })
      .askedLately(calendar.hoursAgo(9))
      .story(),
    change({
      id: 'warehouse-reservation',
      title: 'Reserve 500 slots for the warehouse',
      items: [resource('customer-warehouse')],
      category: 'configuration',
      requester: mei,
      implementer: arjun,
      window: calendar.workday(5, 9),
      justification: 'Morning reports wait for slots.',
      implementationPlan: 'Assign the project to the reservation.',
      testPlan: 'Slot usage and duration of the morning reports.',
      backoutPlan: 'Remove the assignment.',
      withoutCommit: true,
    })
      .asked()
      .story(),
  ];
}
