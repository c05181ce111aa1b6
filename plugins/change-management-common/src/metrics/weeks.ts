import { DateTime } from 'luxon';
import { MetricsReport } from '../model';
import { isClosedWithin, isWithin, MeasuredChange, Period } from './slices';

/** The longest row of weeks: ten years. */
const MOST_WEEKS = 522;

/** Opened, closed and failed by ISO week in UTC (`2026-W47`); weeks in which nothing happened are there too. */
export function byWeek(
  changes: readonly MeasuredChange[],
  period: Period,
): MetricsReport['byWeek'] {
  const weeks = new Map(
    weeksOf(period).map(week => [
      week,
      { week, opened: 0, closed: 0, failed: 0 },
    ]),
  );
  for (const change of changes) {
    if (isWithin(period, change.createdAt)) {
      const week = weeks.get(weekOf(change.createdAt));
      if (week) week.opened++;
    }
    if (isClosedWithin(period, change) && change.closedAt) {
      const week = weeks.get(weekOf(change.closedAt));
      if (week) {
        week.closed++;
        if (change.closeCode === 'unsuccessful') week.failed++;
      }
    }
  }
  return [...weeks.values()];
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

function weeksOf({ from, to }: Period): string[] {
  const weeks: string[] = [];
  const end = DateTime.fromISO(to, { zone: 'utc' });
  let week = DateTime.fromISO(from, { zone: 'utc' }).startOf('week');
  while (week < end && weeks.length < MOST_WEEKS) {
    weeks.push(week.toFormat("kkkk-'W'WW"));
    week = week.plus({ weeks: 1 });
  }
  return weeks;
}
