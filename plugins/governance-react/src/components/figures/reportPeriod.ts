import { DateTime } from 'luxon';

/** Periods that end today, in days. */
export const reportRanges = ['7', '30', '90', '365'] as const;

/** Over which days a report goes. */
export interface ReportPeriod {
  /** A number of days back from today, or a period of one's own. */
  range: (typeof reportRanges)[number] | 'own';
  /** ISO dates of an own period, both included. */
  from: string;
  to: string;
}

/**
 * Reads the period of an address; what cannot be read is as if it were not there.
 *
 * @param usual - That of an address that names none.
 */
export function readReportPeriod(
  params: URLSearchParams,
  today: DateTime,
  usual: (typeof reportRanges)[number] = '90',
): ReportPeriod {
  const date = (key: string) => {
    const text = params.get(key) ?? '';
    return DateTime.fromISO(text).isValid ? text : undefined;
  };
  const from = date('from');
  const to = date('to');
  const preset = reportRanges.find(r => r === params.get('range'));
  const range = preset ?? (from && to ? 'own' : usual);
  return {
    range,
    from:
      from ??
      today.minus({ days: range === 'own' ? 90 : Number(range) }).toISODate()!,
    to: to ?? today.toISODate()!,
  };
}

/** How a period stands in an address. */
export function writeReportPeriod({
  range,
  from,
  to,
}: ReportPeriod): Record<string, string> {
  return range === 'own' ? { from, to } : { range };
}

/** The period in whole UTC days; undefined when it ends before it starts. */
export function daysOfReport(
  { range, from, to }: ReportPeriod,
  today: DateTime,
): { from: string; to: string } | undefined {
  const end = (
    range === 'own'
      ? DateTime.fromISO(to, { zone: 'utc' })
      : today.toUTC().startOf('day')
  ).plus({ days: 1 });
  const start =
    range === 'own'
      ? DateTime.fromISO(from, { zone: 'utc' })
      : end.minus({ days: Number(range) });
  return start < end ? { from: start.toISO()!, to: end.toISO()! } : undefined;
}

/** The first and the last day of a period whose end does not belong to it: "1 Oct 2026". */
export function reportDays(period: { from: string; to: string }): {
  from: string;
  to: string;
} {
  const day = (instant: DateTime) =>
    instant.setLocale('en-GB').toFormat('d LLL yyyy');
  const utc = (instant: string) => DateTime.fromISO(instant, { zone: 'utc' });
  return { from: day(utc(period.from)), to: day(utc(period.to).minus(1)) };
}
