import { TimeWindow } from '@countersign/plugin-governance-common';
import { DemoCalendar, iso, OFFICE_ZONE, shifted } from './DemoCalendar';
import { component, people, resource } from './people';

/** Something that more than one area tells of. */
export interface Happening {
  /** When it was dealt with, as ISO 8601, UTC. */
  window: TimeWindow;
  /** Entity refs of what it happened to. */
  items: string[];
  /** Who dealt with it. */
  by: string;
}

/** What happened at Larkspur, and when; the same calendar gives the same. */
export function happenings(calendar: DemoCalendar) {
  return {
    /** A network asked for 4,000 price lists a second; the storefront took six seconds to answer. */
    scraperAtTheEdge: {
      window: calendar.workday(-34, 19, 90),
      items: [component('edge-gateway')],
      by: people.marcus,
    },
    /** The pipeline was down, and a fix was deployed from a laptop. */
    engagementHotfix: {
      window: calendar.workday(-33, 16, 9),
      items: [component('customer-engagement-api')],
      by: people.jonas,
    },
    /** The wallet button asked a provider that did not know half of the shops, from the first minutes of its deployment. */
    walletButton: {
      window: within(calendar.workday(-7, 10), 9, 40),
      items: [component('checkout-api')],
      by: people.priya,
    },
    /** The mail provider was down for an afternoon: a second one takes over by itself in two weeks. */
    mailProviderDown: {
      window: calendar.workday(-6, 13, 300),
      items: [component('message-dispatcher')],
      by: people.jonas,
    },
    /** The consents came with an index that was still being built. */
    consentsIndex: {
      window: within(calendar.workday(-2, 11), 9, 14),
      items: [component('customer-engagement-api')],
      by: people.lucia,
    },
    /** The database of profiles moved to its new nodes, in the maintenance night of the data platform. */
    profilesMove: {
      window: calendar.maintenance(-1, 75),
      items: [component('profile-service')],
      by: people.arjun,
    },
    /** The order worker's metrics are gone; orders are processed as ever. */
    ordersUnheard: {
      window: calendar.around(-26, 26 * 60),
      items: [component('order-worker')],
      by: people.tomas,
    },
    /** Somebody looked for a leak with a debug build, in production. */
    collectorDebugBuild: {
      window: calendar.workday(-13, 17, 6),
      items: [component('event-collector')],
      by: people.arjun,
    },
    /** The token of the deploy runner was public for ten minutes. */
    leakedToken: {
      window: calendar.around(-41, 120),
      items: [component('deploy-runner')],
      by: people.marcus,
    },
    /** One app version sends events that stop a whole batch: a fifth of the events is late. */
    poisonEvent: {
      window: calendar.around(-4, 120),
      items: [component('event-collector')],
      by: people.sofia,
    },
    /** New instances wait minutes for their image. It is going on. */
    pullLimit: {
      window: calendar.around(-0.5, 240),
      items: [resource('artifact-registry')],
      by: people.marcus,
    },
  } satisfies Record<string, Happening>;
}

/** A part of a window that begins so many minutes after it. */
function within(
  { start }: TimeWindow,
  after: number,
  minutes: number,
): TimeWindow {
  return {
    start: shifted(start, after),
    end: shifted(start, after + minutes),
  };
}

/** Times that hold for everybody: when the shop sells most, when finance closes, when the databases are changed. */
export function seasons(calendar: DemoCalendar) {
  const { now } = calendar;
  const night = now
    .minus({ days: 95 })
    .setZone(OFFICE_ZONE)
    .startOf('week')
    .plus({ days: 2 });
  const yearEnd = now.plus({ days: 28 }).startOf('day');
  return {
    /** The first of the maintenance nights, which come every Wednesday. */
    maintenanceNight: {
      start: iso(night.set({ hour: 3 })),
      end: iso(night.set({ hour: 6 })),
    },
    autumnSale: {
      start: calendar.workday(-31, 0).start,
      end: calendar.workday(-30, 22).end,
    },
    yearEnd: {
      start: iso(yearEnd),
      end: iso(yearEnd.plus({ days: 14 })),
    },
  } satisfies Record<string, TimeWindow>;
}
