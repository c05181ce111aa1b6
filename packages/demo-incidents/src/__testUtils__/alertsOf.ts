import {
  component,
  DemoCalendar,
  happenings,
  shifted,
} from '@countersign/demo-estate';
import { DateTime } from 'luxon';
import { SloAlert } from '../types';

/** By which objective a happening is measured, after how many minutes its alert fires, and until when beyond its end. */
const measured = [
  ['collectorDebugBuild', 'events-in-time', 4, 5],
  ['walletButton', 'checkout-availability', 30, 3],
  ['mailProviderDown', 'messages-delivered', 6, 359],
  ['consentsIndex', 'customer-engagement-api-availability', 8, 5],
  ['profilesMove', 'profiles-answered', 9, 358],
  ['poisonEvent', 'events-in-time', 10, 400],
  ['pullLimit', 'deployments-start', 14, 60],
] as const;

/** Alerts as service levels have them when so many minutes have passed. */
export function alertsOf(now: Date): SloAlert[] {
  const calendar = new DemoCalendar(
    DateTime.fromJSDate(now, { zone: 'utc' }) as DateTime<true>,
  );
  const told = happenings(calendar);
  const until = now.toISOString();
  const about = {
    title: 'What is promised',
    severity: 'page',
    window: 3_600_000,
  } as const;
  const burns = measured.flatMap(([name, objective, after, beyond], i) => {
    const { window, items } = told[name];
    const firedAt = shifted(window.start, after);
    const resolvedAt = shifted(window.end, beyond);
    return firedAt > until
      ? []
      : [
          {
            ...about,
            number: `ALR000000${i + 1}`,
            kind: 'burn' as const,
            objective,
            component:
              name === 'pullLimit' ? component('deploy-runner') : items[0],
            firedAt,
            ...(resolvedAt <= until && { resolvedAt }),
          },
        ];
  });
  const { window, items } = told.ordersUnheard;
  return [
    ...burns,
    {
      ...about,
      number: 'ALR0000009',
      kind: 'silence',
      objective: 'orders-processed',
      component: items[0],
      firedAt: shifted(window.start, 10),
    },
  ];
}
