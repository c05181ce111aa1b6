import { DateTime } from 'luxon';

const dayOf = (day: DateTime) => day.setLocale('en-GB').toFormat('d LLL');

/** The first day of an ISO week such as `2026-W36`: "31 Aug". */
export function weekStart(week: string): string {
  return dayOf(DateTime.fromISO(week, { zone: 'utc' }));
}

/** All of its days: "31 Aug – 6 Sep". */
export function weekSpan(week: string): string {
  const start = DateTime.fromISO(week, { zone: 'utc' });
  return `${dayOf(start)} – ${dayOf(start.plus({ days: 6 }))}`;
}
