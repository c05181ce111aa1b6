import { recurrenceTimes } from './recurrenceTimes';
import { parseRecurrence, Recurrence, TIMES_A_DAY } from './recurrence';
import { LocalClock } from './LocalClock';
import { Interval, toInterval, toWindow } from './intervals';
import { DAY } from './floatingDay';
import { TimeWindow } from '../model/primitives';

/** When something is, once or again and again: a freeze, a maintenance window, a shift. */
export interface ScheduledTimes extends TimeWindow {
  /** IANA name: what recurs keeps its time of day there. */
  timeZone: string;
  /** RFC 5545, the part after `RRULE:`. */
  rrule?: string;
  /** ISO 8601; set when it was withdrawn. */
  endedAt?: string;
}

/** This many occurrences of one rule are given at most: all of a year, as often as a rule may be. */
export const occurrenceLimit = 366 * TIMES_A_DAY;

/**
 * The occurrences of a rule that overlap `from`…`to`, in order, whole (not cut at the range). A withdrawn rule has none
 * from `endedAt` on, and one under way then ends there.
 *
 * A recurring rule starts and ends at the same times of day in its zone throughout the year, so that an occurrence in
 * which daylight saving changes is an hour shorter or longer; the first is exactly as given. As RFC 5545 (3.3.5) has it,
 * a time in the hour that daylight saving skips is read with the offset before (02:30 becomes 03:30), and of a time in
 * the hour that comes twice the first is meant. Where nothing would be left of an occurrence then, it lasts as long as
 * the first.
 *
 * @throws InputError when the recurrence rule or the zone cannot be read.
 */
export function occurrences(
  rule: ScheduledTimes,
  from: string,
  to: string,
): TimeWindow[] {
  const span = { from: Date.parse(from), to: Date.parse(to) };
  const endedAt =
    rule.endedAt === undefined ? Infinity : Date.parse(rule.endedAt);
  const found: Interval[] = [];
  for (const { start, end } of spans(rule, span)) {
    const last = Math.min(end, endedAt);
    if (start < last && last > span.from && start < span.to) {
      found.push({ start, end: last });
      if (found.length === occurrenceLimit) break;
    }
  }
  // A time that is read an hour later may come after the next one.
  return found.sort((a, b) => a.start - b.start).map(toWindow);
}

/** Every occurrence that may overlap the range, and some around it; those of a withdrawn rule too. */
function* spans(
  rule: ScheduledTimes,
  range: { from: number; to: number },
): Generator<Interval> {
  const first = toInterval(rule);
  if (rule.rrule === undefined) {
    yield first;
    return;
  }
  const clock = LocalClock.of(rule.timeZone);
  const recurrence = parseRecurrence(rule.rrule);
  const start = clock.shownAt(first.start);
  const end = clock.shownAt(first.end);
  const length = first.end - first.start;
  // Two days of margin on both sides: no zone is further than one from UTC, nor leaps further.
  const times = recurrenceTimes(
    recurrence,
    start,
    range.from - length - 2 * DAY,
    range.to + 2 * DAY,
  );
  const until = untilOf(recurrence, clock);
  for (const time of times) {
    if (time === start) {
      if (first.start > until) return;
      yield first;
      continue;
    }
    const from = clock.instantOf(time);
    if (from > until) return;
    const to = clock.instantOf(time + end - start);
    yield { start: from, end: to > from ? to : from + length };
  }
}

function untilOf({ until }: Recurrence, clock: LocalClock): number {
  if (until === undefined) {
    return Infinity;
  }
  return until.utc ? until.time : clock.instantOf(until.time);
}
