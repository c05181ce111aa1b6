import { TimeWindow } from '@countersign/plugin-governance-common';
import { DemoCalendar, iso, OFFICE_ZONE } from './DemoCalendar';
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
