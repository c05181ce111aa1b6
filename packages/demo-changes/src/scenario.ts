import { DateTime } from 'luxon';
import {
  DemoCalendar,
  groups,
  iso,
  OFFICE_ZONE,
  people,
  seasons,
} from '@countersign/demo-estate';
import { checkoutStories } from './stories/checkout';
import { dataPlatformStories } from './stories/dataPlatform';
import { engagementStories } from './stories/engagement';
import { orderStories } from './stories/orders';
import { platformStories } from './stories/platform';
import { securityStories } from './stories/security';
import { storefrontStories } from './stories/storefront';
import { urgentStories } from './stories/urgent';
import { DemoRule, Scenario } from './types';

/**
 * What a portal looks like that has been lived in for three months: some sixty changes of all teams, and the freezes
 * and maintenance nights they keep to. The same `now` gives the same scenario.
 */
export function demoScenario(now: Date): Scenario {
  const time = DateTime.fromJSDate(now, { zone: 'utc' });
  if (!time.isValid) throw new Error('now is no time');
  const calendar = new DemoCalendar(time);
  return {
    rules: rules(calendar),
    stories: [
      ...checkoutStories(calendar),
      ...storefrontStories(calendar),
      ...orderStories(calendar),
      ...engagementStories(calendar),
      ...dataPlatformStories(calendar),
      ...platformStories(calendar),
      ...securityStories(calendar),
      ...urgentStories(calendar),
    ],
  };
}

function rules(calendar: DemoCalendar): DemoRule[] {
  const { now } = calendar;
  const declared = iso(now.minus({ days: 95 }));
  const { maintenanceNight, autumnSale, yearEnd } = seasons(calendar);
  const production = { timeZone: OFFICE_ZONE, environments: ['production'] };
  return [
    {
      at: declared,
      by: people.sofia,
      rule: {
        ...production,
        kind: 'maintenance',
        title: 'Maintenance night of the data platform',
        description:
          'Databases, topics and buckets of customer data are changed in these hours.',
        ...maintenanceNight,
        rrule: 'FREQ=WEEKLY;BYDAY=WE',
        scope: { owner: groups.dataPlatform, stateful: true },
        allowEmergency: true,
      },
    },
    {
      at: declared,
      by: people.ingrid,
      rule: {
        ...production,
        kind: 'freeze',
        title: 'Autumn sale',
        description: 'Nothing of the shop is changed while the sale runs.',
        ...autumnSale,
        scope: { system: 'system:default/commerce' },
        allowEmergency: true,
      },
    },
    {
      at: iso(now.minus({ days: 20 })),
      by: people.amara,
      rule: {
        ...production,
        kind: 'freeze',
        title: 'Year-end freeze',
        description:
          'Finance closes the year and half of us are away. Emergencies only.',
        ...yearEnd,
        allowEmergency: true,
      },
    },
  ];
}

/** The configuration items and people the scenario names. */
export function refsOf({ stories }: Scenario): string[] {
  const refs = stories.flatMap(({ request, steps }) => [
    ...(request?.items ?? []),
    ...(request?.implementer ? [request.implementer] : []),
    ...steps.flatMap(step => (step.by.startsWith('user:') ? [step.by] : [])),
    ...steps.flatMap(step =>
      step.do === 'report' ? step.deployment.items ?? [] : [],
    ),
  ]);
  return [...new Set(refs)].sort();
}
