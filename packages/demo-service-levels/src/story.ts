import {
  component,
  DemoCalendar,
  Happening,
  happenings,
  people,
} from '@countersign/demo-estate';
import { toInterval } from '@countersign/plugin-governance-common';
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
  const {
    collectorDebugBuild,
    consentsIndex,
    mailProviderDown,
    ordersUnheard,
    poisonEvent,
    profilesMove,
    pullLimit,
    walletButton,
  } = happenings(calendar);
  const trouble = ({ window }: Happening, share: number): Trouble => ({
    ...toInterval(window),
    share,
  });
  const demo = 'customer-engagement-api';
  const estate = (
    name: keyof typeof estateTraffic,
    objective: string,
    more: Partial<Told> = {},
  ): Told => ({ objective, name, traffic: estateTraffic[name], ...more });
  const ofDemo = (objective: string, usual: number, share: number): Told => ({
    objective: `${demo}-${objective}`,
    name: objective,
    // As it goes on sending itself from now on: what a drill costs depends on how much there was before.
    traffic: { atNoon: 120, usual, isSteady: true },
    troubles: [trouble(consentsIndex, share)],
  });
  const told: Told[] = [
    ofDemo('availability', 0.00012, 0.12),
    ofDemo('success', 0.001, 0.14),
    ofDemo('latency-p95', 0.012, 0.4),
    ofDemo('latency-p99', 0.002, 0.2),
    { ...ofDemo('latency-hour', 0.012, 0), troubles: [] },
    { ...ofDemo('latency-logged', 0.001, 0), troubles: [] },
    estate('storefront-web', 'storefront-availability', {
      troubles: [trouble(walletButton, 0.004)],
    }),
    estate('checkout-api', 'checkout-availability', {
      troubles: [trouble(walletButton, 0.03)],
    }),
    estate('payments-gateway', 'payments-availability'),
    estate('pricing-service', 'pricing-answers'),
    estate('order-worker', 'orders-processed', {
      goneAt: Date.parse(ordersUnheard.window.start),
    }),
    estate('event-collector', 'events-in-time', {
      troubles: [trouble(collectorDebugBuild, 0.6), trouble(poisonEvent, 0.2)],
    }),
    estate('profile-service', 'profiles-answered', {
      troubles: [trouble(profilesMove, 0.05)],
    }),
    estate('message-dispatcher', 'messages-delivered', {
      troubles: [trouble(mailProviderDown, 0.85)],
    }),
    estate('edge-gateway', 'edge-availability'),
    estate('deploy-runner', 'deployments-start', {
      troubles: [trouble(pullLimit, 0.6)],
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
        at: Date.parse(profilesMove.window.start) - 2 * DAY,
        by: people.arjun,
        request: {
          kind: 'maintenance',
          reason:
            'profiles-db moves to its new nodes in the maintenance night of the data platform.',
          objectives: ['profiles-answered'],
          window: profilesMove.window,
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
