import { RecordedStep, summed } from './recorded';

/** A time in which budget was spent. */
export interface SpendingInterval {
  start: number;
  end: number;
  bad: number;
  total: number;
  /** Of all that was spent, from 0 to 1. */
  share: number;
}

/** Where a budget went: the few times that explain most of it, and the rest. */
export interface Attribution {
  /** Bad events of the whole time. */
  spent: number;
  /** What explains most first. None where nothing stands out. */
  intervals: SpendingInterval[];
  /** Bad events outside of them. */
  rest: number;
}

/** Another time has to explain so much more of what was spent to be worth naming. */
const WORTH_NAMING = 0.05;
/** Times within a time stand for it if they explain so much of it. */
const EXPLAINS_MOST = 0.9;
const MOST_NAMED = 5;

/**
 * The fewest and shortest times that explain the most of what was spent. What is minimized is the share that stays
 * unexplained, plus the share of time that is named, plus a twentieth for each time: a steady loss has no times that
 * stand out, an outage has its own minutes. Within a time the same question is asked again, so that two outages of one
 * evening are two.
 *
 * @param steps - All that was counted, oldest first, not overlapping.
 */
export function attributeSpending(steps: readonly RecordedStep[]): Attribution {
  const spent = summed(steps).bad;
  if (!(spent > 0)) return { spent: 0, intervals: [], rest: 0 };
  const intervals = namedTimes(steps)
    .flatMap(finer)
    .map(time => intervalOf(time, spent))
    .filter(({ share }) => share >= WORTH_NAMING)
    .sort((a, b) => b.bad - a.bad || a.start - b.start)
    .slice(0, MOST_NAMED);
  const rest = intervals.reduce((left, { bad }) => left - bad, spent);
  return { spent, intervals, rest: Math.max(0, rest) };
}

/** The fewest of an attribution's times that explain a share of it, as far as they do. */
export function mainIntervals<I extends Pick<SpendingInterval, 'share'>>(
  intervals: readonly I[],
  share: number,
): I[] {
  let explained = 0;
  const main: I[] = [];
  for (const interval of intervals) {
    if (explained >= share) break;
    main.push(interval);
    explained += interval.share;
  }
  return main;
}

/** Something that happened: at an instant, or from it to an end. Milliseconds since 1970. */
export interface Happening {
  at: number;
  end?: number;
}

/** What was done shortly before a time may be why it began. */
const LEAD = 3_600_000;

/** What happened in a time or shortly before it, nearest to its beginning first. */
export function happenedAround<H extends Happening>(
  { start, end }: Pick<SpendingInterval, 'start' | 'end'>,
  happenings: readonly H[],
): H[] {
  const distance = ({ at }: H) => Math.abs(at - start);
  return happenings
    .filter(each => each.at <= end && (each.end ?? each.at) >= start - LEAD)
    .sort((a, b) => distance(a) - distance(b));
}

function intervalOf(
  steps: readonly RecordedStep[],
  spent: number,
): SpendingInterval {
  const { bad, total } = summed(steps);
  return {
    start: steps[0].start,
    end: steps[steps.length - 1].end,
    bad,
    total,
    share: bad / spent,
  };
}

/** The times within a time, where they explain most of it. */
function finer(steps: readonly RecordedStep[]): (readonly RecordedStep[])[] {
  const within = namedTimes(steps);
  const explained = summed(within.flat()).bad;
  const isFiner =
    within.length > 1 || (within[0] ?? steps).length < steps.length;
  return isFiner && explained >= EXPLAINS_MOST * summed(steps).bad
    ? within.flatMap(finer)
    : [steps];
}

/** The times that are worth naming, exactly: by the cheapest way through all steps, each named or not. */
export function namedTimes(
  steps: readonly RecordedStep[],
): (readonly RecordedStep[])[] {
  const spent = summed(steps).bad;
  if (!(spent > 0)) return [];
  const whole = steps[steps.length - 1].end - steps[0].start;
  let outside = 0;
  let inside = Infinity;
  const ways = steps.map(({ start, end, bad }, i) => {
    const gap = i === 0 ? 0 : start - steps[i - 1].end;
    const begins = outside + WORTH_NAMING + (end - start) / whole;
    const goesOn = inside + (end - start + gap) / whole;
    const way = { begins: begins < goesOn, ended: inside < outside };
    const left = Math.min(outside, inside) + bad / spent;
    inside = Math.min(begins, goesOn);
    outside = left;
    return way;
  });
  const times: RecordedStep[][] = [];
  let isInside = inside < outside;
  let current: RecordedStep[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    if (isInside) {
      current.unshift(steps[i]);
      if (!ways[i].begins) continue;
      times.unshift(current);
      current = [];
      isInside = false;
    } else {
      isInside = ways[i].ended;
    }
  }
  return times;
}
