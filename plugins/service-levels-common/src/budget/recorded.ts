import { Counts } from '../arithmetic';
import { floorTo } from './span';

/** What was counted in one step that is kept: `(start, end]`, milliseconds since 1970. */
export interface RecordedStep extends Counts {
  start: number;
  end: number;
}

/** Steps of one width, and how long after their end they are surely kept. Milliseconds. */
export interface RecordedLevel {
  width: number;
  keptFor: number;
}

/** Where steps of one width are to be read: `(from, to]`. */
export interface RecordedRange {
  width: number;
  from: number;
  to: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The widths that are kept of an objective, finest first, each a little shorter than it is in truth. */
export function recordedLevels(
  step: number,
  fineReach: number,
): RecordedLevel[] {
  return [
    { width: step, keptFor: fineReach },
    { width: 5 * MINUTE, keptFor: 13 * DAY },
    { width: HOUR, keptFor: 390 * DAY },
    { width: DAY, keptFor: Infinity },
  ];
}

/**
 * The steps that make a time, each event in one of them: as fine as they are still kept, or as coarse as they fit. Where a
 * time begins within a step and what is finer is gone, the beginning of it is left out.
 *
 * @param now - Decides what is still kept.
 */
export function recordedRanges(
  span: { from: number; to: number },
  levels: readonly RecordedLevel[],
  options: { now: number; grain: 'fine' | 'coarse' },
): RecordedRange[] {
  const ranges: RecordedRange[] = [];
  let to = span.to;
  levels.forEach(({ width, keptFor }, i) => {
    const coarser = levels[i + 1];
    if (to <= span.from) return;
    const cut = coarser
      ? floorTo(
          options.grain === 'coarse' ? to : Math.min(to, options.now - keptFor),
          coarser.width,
        )
      : span.from;
    const from = Math.max(span.from, cut);
    if (from < to) ranges.unshift({ width, from, to });
    to = from;
  });
  return ranges.flatMap((range, i) =>
    i === 0 ? aligned(range, levels, options.now) : [range],
  );
}

/** What begins within a step begins with finer ones. */
function aligned(
  { width, from, to }: RecordedRange,
  levels: readonly RecordedLevel[],
  now: number,
): RecordedRange[] {
  const start = Math.min(to, Math.ceil(from / width) * width);
  const rest = start < to ? [{ width, from: start, to }] : [];
  if (start === from) return rest;
  const finer = levels[levels.findIndex(level => level.width === width) - 1];
  if (!finer || now - from > finer.keptFor) return rest;
  const begin = aligned({ width: finer.width, from, to: start }, levels, now);
  return [...begin, ...rest];
}

/** Events of all steps. */
export function summed(steps: readonly Counts[]): Counts {
  return steps.reduce<Counts>(
    (sum, { bad, total }) => ({ bad: sum.bad + bad, total: sum.total + total }),
    { bad: 0, total: 0 },
  );
}

/** The same steps with those in between that nothing was counted in. */
export function evenSteps(
  steps: readonly RecordedStep[],
  { width, from, to }: RecordedRange,
): RecordedStep[] {
  const known = new Map(steps.map(step => [step.end, step]));
  const first = Math.min(
    steps[0]?.end ?? Infinity,
    floorTo(from, width) + width,
  );
  const even: RecordedStep[] = [];
  for (let end = first; end <= to; end += width) {
    even.push(known.get(end) ?? { start: end - width, end, bad: 0, total: 0 });
  }
  return even;
}

/** Sums of weighted events that were added in another order differ by so much of themselves. */
const ROUNDING = 1e-9;

const isSame = (x: number, y: number) =>
  x === y ||
  (!(Number.isInteger(x) && Number.isInteger(y)) &&
    Math.abs(x - y) <= ROUNDING * Math.max(1, Math.abs(y)));

/** Whether two sums are the same. Whole events have to be the same exactly, as they always are. */
export function sameCounts(a: Counts, b: Counts): boolean {
  return isSame(a.bad, b.bad) && isSame(a.total, b.total);
}

/**
 * What is in counts and not in the steps that are still kept of them; undefined where the steps are all of it. Fewer than
 * its steps have is no remainder: then it does not add up, and whoever shows it says so.
 */
export function remainderOf(counts: Counts, steps: Counts): Counts | undefined {
  if (sameCounts(steps, counts)) return undefined;
  const bad = isSame(steps.bad, counts.bad) ? 0 : counts.bad - steps.bad;
  const total = isSame(steps.total, counts.total)
    ? 0
    : counts.total - steps.total;
  return bad >= 0 && total >= 0 ? { bad, total } : undefined;
}
