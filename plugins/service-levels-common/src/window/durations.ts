import { Duration } from 'luxon';

/** Units of an OpenSLO duration shorthand. `m` is a minute and `M` a month. */
const units = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  M: 'months',
  Q: 'quarters',
  Y: 'years',
} as const;

export type DurationUnit = (typeof units)[keyof typeof units];

/** So many of one unit, as OpenSLO writes it: `1h`, `4w`, `1Q`. */
export interface SloDuration {
  count: number;
  unit: DurationUnit;
}

/** Milliseconds of a unit; months, quarters and years as 30, 90 and 365 days, which thresholds are derived from. */
const nominal: Record<DurationUnit, number> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
  months: 30 * 86_400_000,
  quarters: 90 * 86_400_000,
  years: 365 * 86_400_000,
};

/** Reads a duration shorthand; undefined where it is none. */
export function readDuration(text: string): SloDuration | undefined {
  const match = /^([1-9]\d{0,5})([mhdwMQY])$/.exec(text);
  if (!match) return undefined;
  return {
    count: Number(match[1]),
    unit: units[match[2] as keyof typeof units],
  };
}

/** A duration as shorthand: what {@link readDuration} reads. */
export function durationText({ count, unit }: SloDuration): string {
  const [sign] = Object.entries(units).find(([, each]) => each === unit)!;
  return `${count}${sign}`;
}

/** What a duration shorthand has to look like, for whoever wrote another. */
export const durationHint =
  'a whole number and one of m (minutes), h, d, w, M (months), Q or Y, as in 30d or 1M';

/** Its length in milliseconds, where months, quarters and years count as 30, 90 and 365 days. */
export function nominalLength({ count, unit }: SloDuration): number {
  return count * nominal[unit];
}

/** As luxon adds it to a local date. */
export function calendarLength({ count, unit }: SloDuration): Duration {
  return Duration.fromObject({ [unit]: count });
}
