import { isSmall } from '../statistics';
import { DashboardFigure } from './model';

/** How a figure went since the period before. */
export interface FigureTrend {
  direction: 'up' | 'down' | 'same';
  verdict: 'better' | 'worse' | 'neutral';
  /** By how much, in the unit of the figure; never below 0. */
  by: number;
}

/** Whether a figure, or what it is compared with, rests on so few records that one more or less would make it another. */
export function isOfFew({
  n,
  previousN,
}: Pick<DashboardFigure, 'n' | 'previousN'>): boolean {
  // What has no sample before it is no sample, such as all that the plan wants.
  if (n === undefined || previousN === undefined) return false;
  return isSmall(n) || isSmall(previousN);
}

/** Undefined where one of the two is not known. Of few records nobody can say whether it got better. */
export function trendOf(
  figure: Pick<
    DashboardFigure,
    'value' | 'previous' | 'better' | 'n' | 'previousN'
  >,
): FigureTrend | undefined {
  const { value, previous, better } = figure;
  if (value === undefined || previous === undefined) return undefined;
  const by = Math.abs(value - previous);
  if (by === 0) return { direction: 'same', verdict: 'neutral', by };
  const direction = value > previous ? 'up' : 'down';
  if (better === 'neither' || isOfFew(figure)) {
    return { direction, verdict: 'neutral', by };
  }
  const isBetter = (direction === 'up') === (better === 'higher');
  return { direction, verdict: isBetter ? 'better' : 'worse', by };
}
