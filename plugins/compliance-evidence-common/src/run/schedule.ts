import { LocalClock } from '@countersign/plugin-governance-common';
import { DateTime, Duration } from 'luxon';
import { Parameter, ParameterValues, ReportSchedule } from '../report/model';
import { isPeriod } from '../report/parameters';

/** When a schedule asks for a run, and until when it has to be delivered. */
export interface Occasion {
  /** ISO 8601, UTC. */
  at: string;
  /** ISO 8601, UTC. */
  deadline: string;
}

const units = { day: 'day', month: 'month', quarter: 'quarter' } as const;

/** More are not made up for at once: whoever was away for so long starts anew. */
const MOST = 400;

/**
 * The times in `from < at <= to` at which a schedule asks for a run, the earliest first. The time of day is what clocks in
 * the zone show: one that they skip is the moment at which they skip it, and of one that they show twice the first counts.
 */
export function occasions(
  { at: when, timeZone, deadline }: ReportSchedule,
  from: string,
  to: string,
): Occasion[] {
  const [hour, minute] = when.time.split(':').map(Number);
  const day = when.every === 'day' ? 1 : when.day;
  const unit = units[when.every];
  const clock = LocalClock.of(timeZone);
  const begin = DateTime.fromISO(from, { zone: timeZone });
  const end = DateTime.fromISO(to, { zone: timeZone });
  const found: Occasion[] = [];
  // The one before may be as much later in its period as a day of a quarter goes beyond another's.
  for (
    let period = begin.startOf(unit).minus({ [unit]: 1 });
    period <= end && found.length < MOST;
    period = period.plus({ [unit]: 1 }).startOf(unit)
  ) {
    const date = period.plus({ days: day - 1 });
    const wall = Date.UTC(date.year, date.month - 1, date.day, hour, minute);
    const at = DateTime.fromMillis(clock.instantOf(wall), { zone: timeZone });
    if (at > begin && at <= end) {
      found.push({
        at: instant(at),
        deadline: instant(at.plus(Duration.fromISO(deadline))),
      });
    }
  }
  return found;
}

/** The first time after an instant. */
export function nextOccasion(
  schedule: ReportSchedule,
  after: string,
): Occasion | undefined {
  const to = DateTime.fromISO(after, { zone: 'utc' }).plus({ months: 7 });
  return occasions(schedule, after, instant(to))[0];
}

/** What a run by schedule is about: of each kind of period the last one that was over, and the defaults of all else. */
export function scheduledValues(
  parameters: readonly Parameter[],
  at: string,
  timeZone: string,
): ParameterValues {
  const values: ParameterValues = {};
  for (const { name, type, default: preset } of parameters) {
    if (isPeriod(type)) {
      const before = DateTime.fromISO(at, { zone: timeZone })
        .startOf(type)
        .minus({ [type]: 1 });
      values[name] = periodText(type, before);
    } else if (preset !== undefined) values[name] = preset;
  }
  return values;
}

function periodText(type: keyof typeof units, at: DateTime): string {
  if (type === 'quarter') return `${at.year}Q${at.quarter}`;
  return at.toFormat(type === 'month' ? 'yyyy-MM' : 'yyyy-MM-dd');
}

function instant(at: DateTime): string {
  return at.toUTC().toISO() ?? '';
}

/** A schedule as people read it. */
export function scheduleWords({
  at,
  timeZone,
  deadline,
}: ReportSchedule): string {
  const days =
    at.every === 'day' ? 'Every day' : `Day ${at.day} of every ${at.every}`;
  const span = Duration.fromISO(deadline).rescale().toHuman();
  return `${days} at ${at.time} (${timeZone}), delivered within ${span}`;
}
