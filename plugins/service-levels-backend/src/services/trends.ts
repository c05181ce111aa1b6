import {
  budgetSpan,
  ObjectiveSummary,
  recordedLevels,
  recordedRanges,
  stepOf,
  TREND_POINTS,
  trendOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { ListedObjective } from '../database/ObjectiveListStore';
import { TrendRange } from '../database/RecordedStore';

function spanOf({ objective, summary }: ListedObjective) {
  return budgetSpan(objective, Date.parse(summary.evaluatedAt!));
}

/** What has to be read for the small picture of an objective: coarse steps, and the beginning of its window not at all. */
export function trendRanges(listed: ListedObjective): TrendRange[] {
  const { objective, measurement, fineReach, standing, summary } = listed;
  if (!standing || standing.bad === 0 || !summary.evaluatedAt) return [];
  const span = spanOf(listed);
  const ranges = recordedRanges(
    span,
    recordedLevels(stepOf(windowLength(objective.window)), fineReach),
    { now: span.to, grain: 'coarse' },
  );
  const widest = Math.max(...ranges.map(({ width }) => width));
  const part = (span.end - span.from) / TREND_POINTS;
  return ranges
    .slice(ranges.findIndex(({ width }) => width === widest))
    .map(range => ({ ...range, measurement, start: span.from, part }));
}

/** An objective with its small picture, where there is anything to draw. */
export function withTrend(
  listed: ListedObjective,
  badIn: ReadonlyMap<number, number> = new Map(),
): ObjectiveSummary {
  const { objective, standing, summary } = listed;
  if (!standing || !summary.evaluatedAt) return summary;
  const trend = trendOf(badIn, spanOf(listed), {
    counts: standing,
    target: objective.target,
    measured: summary.measured ?? 0,
  });
  return trend.length > 0 ? { ...summary, trend } : summary;
}
