import { isError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { FieldProblem } from '../model/primitives';
import { DAY, Floating } from './floatingDay';
import { LocalClock } from './LocalClock';
import { ScheduledTimes } from './occurrences';
import { parseRecurrence, Recurrence } from './recurrence';
import { recurrenceTimes } from './recurrenceTimes';

/** What does not happen within so many years never does, as far as anybody who plans is concerned. */
const YEARS_AHEAD = 100;

/**
 * Why a freeze, a maintenance window or a drill would not be when its author thinks: its zone or its recurrence cannot be read, it
 * never happens, or its start is not one of its own times. Nothing such is to be stored.
 */
export function scheduledTimesProblems(
  rule: Omit<ScheduledTimes, 'endedAt'>,
): FieldProblem[] {
  const { timeZone, rrule } = rule;
  const zone = reading('timeZone', () => LocalClock.of(timeZone));
  const recurrence = reading('rrule', () =>
    rrule === undefined ? undefined : parseRecurrence(rrule),
  );
  if (!zone.value || !recurrence.value) {
    return [...zone.problems, ...recurrence.problems];
  }
  return problemsOfTimes(rule, zone.value, recurrence.value);
}

function problemsOfTimes(
  rule: Pick<ScheduledTimes, 'start' | 'timeZone'>,
  clock: LocalClock,
  recurrence: Recurrence,
): FieldProblem[] {
  const start = clock.shownAt(Date.parse(rule.start));
  const { until } = recurrence;
  const last = until && (until.utc ? clock.shownAt(until.time) : until.time);
  if (last !== undefined && last < start) {
    return never(
      `UNTIL is ${say(last)}, before the start, ${say(start)} (${
        rule.timeZone
      })`,
    );
  }
  const [first] = recurrenceTimes(
    recurrence,
    start,
    start,
    start + YEARS_AHEAD * 366 * DAY,
  );
  if (first === undefined) {
    return never(
      `no day of the next ${YEARS_AHEAD} years fits all of its parts`,
    );
  }
  if (last !== undefined && last < first) {
    return never(
      `its first time would be ${say(first)}, after UNTIL, ${say(last)}`,
    );
  }
  if (first === start) return [];
  const remedy = new Date(clock.instantOf(first)).toISOString();
  return [
    {
      field: 'start',
      message: `${say(
        start,
      )} is not one of the times that rrule gives; the first is ${say(
        first,
      )} in ${rule.timeZone} (${remedy}): start there, or change rrule`,
    },
  ];
}

function never(why: string): FieldProblem[] {
  return [
    {
      field: 'rrule',
      message: `never happens, so that it would bind nobody: ${why}`,
    },
  ];
}

function say(time: Floating): string {
  return DateTime.fromMillis(time, { zone: 'utc', locale: 'en' }).toFormat(
    'ccc d LLLL yyyy, HH:mm',
  );
}

function reading<T>(
  field: string,
  read: () => T,
): { value?: T; problems: FieldProblem[] } {
  try {
    return { value: read(), problems: [] };
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') throw error;
    return { problems: [{ field, message: error.message }] };
  }
}
