import { nearest, budgetOf } from './exact';
import { Counts } from './budget';

/** Events of a stretch of time, spread evenly over it. Milliseconds since 1970. */
export interface Stretch extends Counts {
  start: number;
  end: number;
}

/** How events come in from now on: so many a millisecond. */
export interface Rate {
  bad: number;
  total: number;
}

/**
 * How long until the budget of a rolling window is spent if events go on coming at `rate`: the smallest τ with
 * bad(now + τ) = B · total(now + τ), where what is oldest leaves the window meanwhile. Exact, where R · D / burn is
 * only a lower bound.
 *
 * @param history - stretches of the window, oldest first, not overlapping; what lies outside the window is ignored
 * @returns milliseconds; 0 where it is spent already, undefined where it never will be at this rate
 */
export function rollingExhaustion(options: {
  history: readonly Stretch[];
  rate: Rate;
  target: number;
  window: number;
  now: number;
}): number | undefined {
  const { history, rate, window, now } = options;
  const budget = nearest(budgetOf(options.target));
  const inside = history.flatMap(stretch => clip(stretch, now - window, now));
  const owed = ({ bad, total }: Counts) => bad - budget * total;
  let standing = inside.reduce((sum, stretch) => sum + owed(stretch), 0);
  const counted = inside.some(({ total }) => total > 0);
  if (counted && standing >= 0) return 0;
  const coming = owed(rate);
  let at = now - window;
  for (const segment of segments(inside, now - window, now)) {
    const length = segment.end - segment.start;
    const slope = coming - owed(segment) / length;
    if (slope > 0 && standing + slope * length >= 0) {
      return Math.max(0, at - (now - window) - standing / slope);
    }
    standing += slope * length;
    at = segment.end;
  }
  return undefined;
}

/**
 * The same for a calendar window, R · D / burn, where nothing leaves before the window ends.
 *
 * @param budgetLeft - share of the budget of the whole period
 * @param left - milliseconds to the end of the period: what lasts longer is not spent
 */
export function calendarExhaustion(options: {
  budgetLeft: number;
  burnRate: number;
  window: number;
  left: number;
}): number | undefined {
  const { budgetLeft, burnRate, window, left } = options;
  if (budgetLeft <= 0) return 0;
  if (burnRate <= 0) return undefined;
  const after = (budgetLeft * window) / burnRate;
  return after <= left ? after : undefined;
}

function clip(stretch: Stretch, from: number, to: number): Stretch[] {
  const start = Math.max(stretch.start, from);
  const end = Math.min(stretch.end, to);
  if (start === stretch.start && end === stretch.end) return [stretch];
  if (start >= end) return [];
  const share = (end - start) / (stretch.end - stretch.start);
  return [
    { start, end, bad: stretch.bad * share, total: stretch.total * share },
  ];
}

/** The stretches and the times without any between them: all of the window, in order. */
function* segments(
  stretches: readonly Stretch[],
  from: number,
  to: number,
): Generator<Stretch> {
  let at = from;
  for (const stretch of stretches) {
    if (stretch.start > at) {
      yield { start: at, end: stretch.start, bad: 0, total: 0 };
    }
    yield stretch;
    at = stretch.end;
  }
  if (at < to) yield { start: at, end: to, bad: 0, total: 0 };
}
