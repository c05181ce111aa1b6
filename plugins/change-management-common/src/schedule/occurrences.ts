import { CalendarBand, ScheduleRule, TimeWindow } from '../model';
import { DAY } from './floatingDay';
import { Interval, toInterval, toWindow } from './intervals';
import { LocalClock } from './LocalClock';
import { parseRecurrence, Recurrence, TIMES_A_DAY } from './recurrence';
import { recurrenceTimes } from './recurrenceTimes';

/** What of a freeze or maintenance window says when it is. */
export type ScheduledTimes = Pick<
  ScheduleRule,
  'start' | 'end' | 'timeZone' | 'rrule' | 'endedAt'
>;

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

/** The rule's occurrences within the range as the calendar shows them. */
export function calendarBands(
  rules: readonly ScheduleRule[],
  from: string,
  to: string,
): CalendarBand[] {
  return rules.flatMap(rule =>
    occurrences(rule, from, to).map(window => ({
      ruleId: rule.id,
      kind: rule.kind,
      title: rule.title,
      window,
      environments: rule.environments,
      recurring: rule.rrule !== undefined,
    })),
  );
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
