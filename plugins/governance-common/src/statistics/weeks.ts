import { DateTime } from 'luxon';

/** The longest row of weeks: ten years. */
const MOST_WEEKS = 522;

/** Half open; ISO 8601. */
export interface Period {
  from: string;
  to: string;
}

/** Whether the instant is there and lies in the period. */
export function isWithin(
  period: Period,
  instant: string | undefined,
): instant is string {
  return instant !== undefined && within(period)(instant);
}

/** The same for many instants: the bounds of the period are read once. */
export function within(period: Period): (instant: string) => boolean {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  return instant => {
    const at = Date.parse(instant);
    return from <= at && at < to;
  };
}

/** The ISO week of an instant, in UTC. */
export function weekOf(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).toFormat("kkkk-'W'WW");
}

/** What of the ISO week lies in the period; undefined when nothing does. */
export function weekWithin(week: string, period: Period): Period | undefined {
  const start = DateTime.fromISO(week, { zone: 'utc' });
  const from = DateTime.max(start, DateTime.fromISO(period.from).toUTC());
  const to = DateTime.min(
    start.plus({ weeks: 1 }),
    DateTime.fromISO(period.to).toUTC(),
  );
  return from < to ? { from: from.toISO()!, to: to.toISO()! } : undefined;
}

/** The ISO weeks (`2026-W47`) that a period touches, in UTC; not more than ten years of them. */
export function weeksOf({ from, to }: Period): string[] {
  const weeks: string[] = [];
  const end = DateTime.fromISO(to, { zone: 'utc' });
  let week = DateTime.fromISO(from, { zone: 'utc' }).startOf('week');
  while (week < end && weeks.length < MOST_WEEKS) {
    weeks.push(week.toFormat("kkkk-'W'WW"));
    week = week.plus({ weeks: 1 });
  }
  return weeks;
}
