import { InputError } from '@backstage/errors';
import { DateTime, IANAZone } from 'luxon';
import { CalendarBand, ScheduleRule, TimeWindow } from '../model';
import { parseRecurrence, Recurrence } from './recurrence';
import { recurrenceTimes } from './recurrenceDays';

/** What of a freeze or maintenance window says when it is. */
export type ScheduledTimes = Pick<
  ScheduleRule,
  'start' | 'end' | 'timeZone' | 'rrule' | 'endedAt'
>;

/** This many occurrences of one rule are given at most. */
export const occurrenceLimit = 2000;

/**
 * The occurrences of a rule that overlap `from`…`to`, in order, whole (not cut at the range); each as long as the first.
 * A withdrawn rule has none from `endedAt` on, and one under way then ends there.
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

/** Refuses a rule whose recurrence or zone cannot be read, before it is stored. */
export function checkScheduledTimes(
  rule: Pick<ScheduledTimes, 'timeZone' | 'rrule'>,
): void {
  zoneOf(rule.timeZone);
  if (rule.rrule !== undefined) {
    parseRecurrence(rule.rrule);
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
  const zone = zoneOf(rule.timeZone);
  const recurrence = parseRecurrence(rule.rrule);
  const first = floating(start, zone);
  // A day of margin on both sides: no zone is further from UTC.
  const day = 86_400_000;
  const times = recurrenceTimes(
    recurrence,
    first,
    floating(range.from - length - day, zone),
    floating(range.to + day, zone),
  );
  const until = untilOf(recurrence, zone);
  for (const time of times) {
    const at = instantOf(time, zone);
    if (at > until) return;
    yield { start: at, end: at + length };
  }
}

function untilOf({ until }: Recurrence, zone: IANAZone): number {
  if (until === undefined) {
    return Infinity;
  }
  return until.utc ? until.time.toMillis() : instantOf(until.time, zone);
}

/** The wall clock of the zone at an instant, as if it were UTC. */
function floating(instant: number, zone: IANAZone): DateTime {
  return DateTime.fromMillis(instant, { zone }).setZone('utc', {
    keepLocalTime: true,
  });
}

/** The instant at which the zone's clocks show the time: the first of two; read with the offset before in a gap. */
function instantOf(time: DateTime, zone: IANAZone): number {
  const wall = time.toMillis();
  const minute = 60_000;
  // The offsets well before and after: any change of the offset lies between them.
  const day = 1440 * minute;
  const before = wall - zone.offset(wall - day) * minute;
  const after = wall - zone.offset(wall + day) * minute;
  const shows = (at: number) => at + zone.offset(at) * minute === wall;
  const real = [before, after].filter(shows);
  return real.length > 0 ? Math.min(...real) : before;
}

function zoneOf(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (!zone.isValid) {
    throw new InputError(
      `Unknown time zone ${name}; use an IANA name such as Europe/Berlin`,
    );
  }
  return zone;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
