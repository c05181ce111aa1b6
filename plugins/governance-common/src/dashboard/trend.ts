import { DashboardFigure } from './model';

/** How a figure went since the period before. */
export interface FigureTrend {
  direction: 'up' | 'down' | 'same';
  verdict: 'better' | 'worse' | 'neutral';
  /** By how much, in the unit of the figure; never below 0. */
  by: number;
}

/** Undefined where one of the two is not known. */
export function trendOf({
  value,
  previous,
  better,
}: Pick<DashboardFigure, 'value' | 'previous' | 'better'>):
  | FigureTrend
  | undefined {
  if (value === undefined || previous === undefined) return undefined;
  const by = Math.abs(value - previous);
  if (by === 0) return { direction: 'same', verdict: 'neutral', by };
  const direction = value > previous ? 'up' : 'down';
  if (better === 'neither') return { direction, verdict: 'neutral', by };
  const isBetter = (direction === 'up') === (better === 'higher');
  return { direction, verdict: isBetter ? 'better' : 'worse', by };
}
