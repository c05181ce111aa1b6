import { isError } from '@backstage/errors';
import { CalendarBand, FieldProblem, ScheduleRule, TimeWindow } from '../model';
import { DAY } from './floatingDay';
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
 * The occurrences of a rule that overlap `from`…`to`, in order, whole (not cut at the range); each as long as the
 * first. A withdrawn rule has none from `endedAt` on, and one under way then ends there.
 *
 * A recurring rule starts at the same time of day in its zone throughout the year. As RFC 5545 (3.3.5) has it, a start
 * in the hour that daylight saving skips is read with the offset before (02:30 becomes 03:30), and of a start in the
 * hour that comes twice the first is meant.
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
  const found: TimeWindow[] = [];
  for (const { start, end } of spans(rule, span)) {
    const last = Math.min(end, endedAt);
    if (start < last && last > span.from && start < span.to) {
      found.push({ start: iso(start), end: iso(last) });
      if (found.length === occurrenceLimit) break;
    }
  }
  return found;
}

/** Why a rule's recurrence or zone cannot be read; nothing such is to be stored. */
export function scheduledTimesProblems({
  timeZone,
  rrule,
}: Pick<ScheduledTimes, 'timeZone' | 'rrule'>): FieldProblem[] {
  return [
    ...problemsOf('timeZone', () => LocalClock.of(timeZone)),
    ...(rrule === undefined
      ? []
      : problemsOf('rrule', () => parseRecurrence(rrule))),
  ];
}

function problemsOf(field: string, read: () => unknown): FieldProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') throw error;
    return [{ field, message: error.message }];
  }
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

interface Span {
  start: number;
  end: number;
}

function* spans(
  rule: ScheduledTimes,
  range: { from: number; to: number },
): Generator<Span> {
  const start = Date.parse(rule.start);
  const length = Date.parse(rule.end) - start;
  if (rule.rrule === undefined) {
    yield { start, end: start + length };
    return;
  }
  const clock = LocalClock.of(rule.timeZone);
  const recurrence = parseRecurrence(rule.rrule);
  // A day of margin on both sides: no zone is further from UTC.
  const times = recurrenceTimes(
    recurrence,
    clock.shownAt(start),
    range.from - length - DAY,
    range.to + DAY,
  );
  const until = untilOf(recurrence, clock);
  for (const time of times) {
    const at = clock.instantOf(time);
    if (at > until) return;
    yield { start: at, end: at + length };
  }
}

function untilOf({ until }: Recurrence, clock: LocalClock): number {
  if (until === undefined) {
    return Infinity;
  }
  return until.utc ? until.time : clock.instantOf(until.time);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
