import { AlertTier, Counts, standingOf } from '../arithmetic';
import { budgetLeftOf } from '../engine';
import { SloWindow, periodAt, windowLength } from '../window';
import { RecordedLevel, RecordedRange, RecordedStep, summed } from './recorded';
import { RunningSums } from './RunningSums';
import { BudgetSpan, floorTo } from './span';

/** A point of a burn-down. */
export interface BurnDownPoint {
  /** Milliseconds since 1970. */
  at: number;
  /** Of the whole budget; absent where nobody knows. */
  left?: number;
}

/**
 * How the budget of one window went, from all of it to what is left now: each event takes the same share of it, whenever it
 * happened. It ends at exactly the figure that stands beside it.
 *
 * @param steps - All that was counted in the span, oldest first.
 * @param options - `measured`: share of the window that is; `most`: so many points at most, beside those in `keep`.
 */
export function burnDown(
  steps: readonly RecordedStep[],
  span: BudgetSpan,
  options: {
    target: number;
    measured: number;
    most: number;
    keep?: readonly number[];
  },
): BurnDownPoint[] {
  const { target, measured, most, keep = [] } = options;
  const { total } = summed(steps);
  if (total === 0) return [];
  const leftAfter = (bad: number) => {
    const standing = standingOf({ bad, total }, target);
    return typeof standing === 'string'
      ? undefined
      : budgetLeftOf(standing, measured);
  };
  let bad = 0;
  const spent = steps.map(step => {
    bad += step.bad;
    return { at: step.end, bad };
  });
  const shown = thinned(spent, most, new Set(keep));
  return [
    { at: steps[0].start > span.from ? steps[0].start : span.from, left: 1 },
    ...shown.map(each => ({ at: each.at, left: leftAfter(each.bad) })),
  ];
}

/**
 * What was left of the budget at each instant of a long time, each judged over its own window: it rises as what was bad
 * grows old. Of what was not measured yet nothing is known.
 *
 * @param steps - What was counted, oldest first, from one window before the first instant.
 * @param options - `since`: when measuring began.
 */
export function budgetOverTime(
  steps: readonly RecordedStep[],
  options: {
    window: SloWindow;
    target: number;
    since: number;
    from: number;
    most: number;
  },
): BurnDownPoint[] {
  const { window, target, since, from, most } = options;
  const sums = new RunningSums(steps);
  const shown = steps.filter(({ end }) => end > Math.max(from, since));
  return thinned(
    shown.map(({ end }) => {
      const period =
        window.kind === 'rolling'
          ? { start: end - windowLength(window), end }
          : periodAt(window, end - 1);
      const standing = standingOf(sums.between(period.start, end), target);
      if (typeof standing === 'string') return { at: end };
      const measured =
        (end - Math.max(period.start, since)) / (period.end - period.start);
      return { at: end, left: budgetLeftOf(standing, measured) };
    }),
    most,
  );
}

/** A point of a chart of burn rates. */
export interface BurnRatePoint {
  /** Milliseconds since 1970. */
  at: number;
  /** Burn rates over the two windows that end there; absent where nothing was counted. */
  long?: number;
  short?: number;
}

/** So many long windows are shown of a pair. */
const WINDOWS_SHOWN = 48;
const FEWEST_SHOWN = 4;

/**
 * The steps that the burn rates of a pair of windows are worked out from, and since when they can be: coarse ones that both
 * windows are made of. Where those are not kept for long, others that they are made of but for a part of a step.
 */
export function burnRateRange(
  { long, short }: Pick<AlertTier, 'long' | 'short'>,
  levels: readonly RecordedLevel[],
  { at, longest }: { at: number; longest: number },
): RecordedRange {
  const shownBy = ({ keptFor }: RecordedLevel) =>
    Math.min(WINDOWS_SHOWN * long, Math.max(longest, long), keptFor - long);
  const isEnough = (level: RecordedLevel) =>
    shownBy(level) >= Math.min(FEWEST_SHOWN * long, longest);
  const { width, keptFor } =
    levels.findLast(
      level =>
        long % level.width === 0 &&
        short % level.width === 0 &&
        isEnough(level),
    ) ??
    levels.find(level => level.width <= short && isEnough(level)) ??
    levels[0];
  const to = floorTo(at, width);
  const shown = Math.max(width, shownBy({ width, keptFor }));
  return { width, from: to - Math.floor(shown / width) * width, to };
}

/** The burn rates of a pair of windows at each step; of several that make one point, that of the worst long window. */
export function burnRates(
  steps: readonly RecordedStep[],
  options: {
    long: number;
    short: number;
    target: number;
    from: number;
    most: number;
  },
): BurnRatePoint[] {
  const { long, short, target, from, most } = options;
  const sums = new RunningSums(steps);
  const rate = (counts: Counts) => {
    const standing = standingOf(counts, target);
    return typeof standing === 'string' ? undefined : standing.burnRate;
  };
  const points = steps
    .filter(({ end }) => end > from)
    .map(({ end: at }): BurnRatePoint => {
      const over = (window: number) => rate(sums.between(at - window, at));
      return { at, long: over(long), short: over(short) };
    });
  const group = Math.max(1, Math.ceil(points.length / most));
  const worst: BurnRatePoint[] = [];
  for (let i = 0; i < points.length; i += group) {
    const few = points.slice(i, i + group);
    worst.push(
      few.reduce((a, b) => ((b.long ?? -1) >= (a.long ?? -1) ? b : a)),
    );
  }
  return worst;
}

/** One of so many, the last always, and those that are to be kept. */
function thinned<T extends { at: number }>(
  points: readonly T[],
  most: number,
  keep: ReadonlySet<number> = new Set(),
): T[] {
  const group = Math.ceil(points.length / most);
  if (group <= 1) return [...points];
  const last = points.length - 1;
  return points.filter(({ at }, i) => (last - i) % group === 0 || keep.has(at));
}
