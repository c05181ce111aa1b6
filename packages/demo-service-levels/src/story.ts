import {
  component,
  DemoCalendar,
  happenings,
  people,
} from '@countersign/demo-estate';
import { TimeWindow, toInterval } from '@countersign/plugin-governance-common';
import { DemoServiceLevels } from '@countersign/plugin-service-levels-node';
import { DateTime } from 'luxon';
import { countsOf, estateTraffic, Traffic, Trouble } from './services';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is told of one objective. */
interface Told {
  objective: string;
  name: string;
  traffic: Traffic;
  troubles?: Trouble[];
  /** From here on nothing is heard of it. */
  goneAt?: number;
}

/** What happened to the promises of Larkspur in the last month; its causes are told by the demo changes too. */
export function larkspurMonth(now: Date): DemoServiceLevels {
  const calendar = new DemoCalendar(
    DateTime.fromJSDate(now, { zone: 'utc' }) as DateTime<true>,
  );
  const { poisonEvent, collectorDebugBuild, pullLimit } = happenings(calendar);
  const trouble = (window: TimeWindow, share: number): Trouble => ({
    ...toInterval(window),
    share,
  });
  const minutes = (window: TimeWindow, length: number): TimeWindow => ({
    ...window,
    end: new Date(Date.parse(window.start) + length * MINUTE).toISOString(),
  });
  /** The consents came with an index that was still being built. */
  const consents = calendar.workday(-2, 11);
  /** The wallet button asked a provider that did not know half of the shops. */
  const wallet = minutes(calendar.workday(-7, 10), 40);
  /** The mail provider was down for an afternoon: a second one takes over by itself in two weeks. */
  const mailProvider = calendar.workday(-6, 13, 300);
  const night = calendar.maintenance(-1, 75);
  const demo = 'customer-engagement-api';
  const estate = (
    name: keyof typeof estateTraffic,
    objective: string,
    more: Partial<Told> = {},
  ): Told => ({ objective, name, traffic: estateTraffic[name], ...more });
  const ofDemo = (objective: string, usual: number, share: number): Told => ({
    objective: `${demo}-${objective}`,
    name: objective,
    traffic: { atNoon: 120, usual },
    troubles: [trouble(minutes(consents, 14), share)],
  });
  const told: Told[] = [
    ofDemo('availability', 0.00012, 0.12),
    ofDemo('success', 0.001, 0.14),
    ofDemo('latency-p95', 0.012, 0.4),
    ofDemo('latency-p99', 0.002, 0.2),
    { ...ofDemo('latency-hour', 0.012, 0), troubles: [] },
    estate('storefront-web', 'storefront-availability', {
      troubles: [trouble(wallet, 0.004)],
    }),
    estate('checkout-api', 'checkout-availability', {
      troubles: [trouble(wallet, 0.03)],
    }),
    estate('payments-gateway', 'payments-availability'),
    estate('pricing-service', 'pricing-answers'),
    estate('order-worker', 'orders-processed', {
      goneAt: now.getTime() - 26 * HOUR,
    }),
    estate('event-collector', 'events-in-time', {
      troubles: [
        trouble(collectorDebugBuild.window, 0.6),
        trouble(poisonEvent.window, 0.2),
      ],
    }),
    estate('profile-service', 'profiles-answered', {
      troubles: [trouble(night, 0.05)],
    }),
    estate('message-dispatcher', 'messages-delivered', {
      troubles: [trouble(mailProvider, 0.85)],
    }),
    estate('edge-gateway', 'edge-availability'),
    estate('deploy-runner', 'deployments-start', {
      troubles: [trouble(pullLimit.window, 0.6)],
    }),
  ];
  return {
    since: now.getTime() - 31 * DAY,
    measured: told.map(({ objective, name, traffic, troubles, goneAt }) => ({
      objective,
      troubles: troubles ?? [],
      counts: (end, length) =>
        goneAt !== undefined && end > goneAt
          ? undefined
          : countsOf(name, traffic, { end, length, troubles }),
    })),
    onCall: { person: people.kenji, answersAfter: 4 * MINUTE },
    corrections: [
      {
        at: Date.parse(night.start) - 2 * DAY,
        by: people.arjun,
        request: {
          kind: 'maintenance',
          reason:
            'profiles-db moves to its new nodes in the maintenance night of the data platform.',
          objectives: ['profiles-answered'],
          window: night,
        },
      },
    ],
  };
}

/** What the catalog has to have before it can be told. */
export function needsOfLarkspur(): string[] {
  return [
    component('customer-engagement-api'),
    ...Object.keys(estateTraffic).map(component),
    people.kenji,
    people.arjun,
  ];
}
