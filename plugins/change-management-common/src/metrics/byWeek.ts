import {
  isWithin,
  Period,
  weekOf,
  weeksOf,
} from '@countersign/plugin-governance-common';
import { MetricsReport } from '../model';
import { isClosedWithin, MeasuredChange } from './slices';

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
