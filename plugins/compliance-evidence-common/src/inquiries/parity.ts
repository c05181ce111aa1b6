/** One day on which a run was held against what was made by hand. */
export interface ShadowDay {
  /** Of the inquiry. */
  inquiry: string;
  run: string;
  /** When it was held. */
  at: string;
  /** The time that the run is about; a run that is about none counts by the day on which it was held. */
  period?: { start: string; end: string };
  matches: boolean;
}

/** Whether the report may replace the work by hand. */
export interface Parity {
  /** So many in a row have to match. */
  needed: number;
  /** So many do, up to the last one. */
  inARow: number;
  trusted: boolean;
  /** Each period once, by what was said of it last; the latest first. */
  days: ShadowDay[];
  /** Why the row is not longer: what differs, or a period without a record. */
  broken?: { by: 'difference' | 'gap'; at: string };
}

/** Two weeks, as long as nothing else is declared. */
export const USUAL_DAYS = 14;

const DAY = 86_400_000;

const periodOf = ({ period, at }: ShadowDay) => {
  if (period) return period;
  const day = Math.floor(Date.parse(at) / DAY) * DAY;
  return {
    start: new Date(day).toISOString(),
    end: new Date(day + DAY).toISOString(),
  };
};

/**
 * What the record of a shadow run says, day by day: it is trusted once so many periods in a row match, none left out. What is
 * held again counts as it was held last; days before a difference or a gap count no more.
 */
export function parityOf(
  held: readonly ShadowDay[],
  needed = USUAL_DAYS,
): Parity {
  const last = new Map<string, ShadowDay>();
  for (const each of [...held].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    last.set(periodOf(each).start, each);
  }
  const days = [...last.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, each]) => each);
  let inARow = 0;
  let broken: Parity['broken'];
  for (const each of days) {
    const { start, end } = periodOf(each);
    const next = days[inARow - 1];
    if (next && periodOf(next).start !== end) {
      broken = { by: 'gap', at: end };
      break;
    }
    if (!each.matches) {
      broken = { by: 'difference', at: start };
      break;
    }
    inARow += 1;
  }
  return {
    needed,
    inARow,
    trusted: inARow >= needed,
    days,
    ...(broken && { broken }),
  };
}
