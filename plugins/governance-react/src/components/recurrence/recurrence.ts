import { DateTime } from 'luxon';

/** RFC 5545 weekdays, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** Which weekday of a month: the first to the fourth, or the last. */
export const ordinals = [1, 2, 3, 4, -1] as const;
export type Ordinal = (typeof ordinals)[number];

export const recurrenceModes = [
  'once',
  'weekly',
  'monthly-day',
  'monthly-weekday',
  'raw',
] as const;
export type RecurrenceMode = (typeof recurrenceModes)[number];

/** What the recurrence part of the form holds; each mode uses some of it, and keeps the rest for a change of mind. */
export interface Recurrence {
  mode: RecurrenceMode;
  /** Every so many weeks or months. */
  interval: number;
  weekdays: Weekday[];
  dayOfMonth: number;
  ordinal: Ordinal;
  weekday: Weekday;
  /** ISO date of the last day on which it may start. */
  until: string;
  raw: string;
}

export const noRecurrence: Recurrence = {
  mode: 'once',
  interval: 1,
  weekdays: [],
  dayOfMonth: 1,
  ordinal: 1,
  weekday: 'MO',
  until: '',
  raw: '',
};

/**
 * The RFC 5545 recurrence rule, without DTSTART; undefined when it happens once.
 *
 * UNTIL is a day, which counts whole in the rule's own zone.
 */
export function rruleOf(recurrence: Recurrence): string | undefined {
  if (recurrence.mode === 'once') return undefined;
  if (recurrence.mode === 'raw') return recurrence.raw.trim() || undefined;
  const parts = [...frequencyParts(recurrence)];
  if (recurrence.interval > 1) parts.push(`INTERVAL=${recurrence.interval}`);
  if (recurrence.until) {
    parts.push(`UNTIL=${recurrence.until.replaceAll('-', '')}`);
  }
  return parts.join(';');
}

function frequencyParts(recurrence: Recurrence): string[] {
  switch (recurrence.mode) {
    case 'weekly': {
      const days = weekdays.filter(d => recurrence.weekdays.includes(d));
      return days.length
        ? ['FREQ=WEEKLY', `BYDAY=${days.join(',')}`]
        : ['FREQ=WEEKLY'];
    }
    case 'monthly-day':
      return ['FREQ=MONTHLY', `BYMONTHDAY=${recurrence.dayOfMonth}`];
    default:
      return [
        'FREQ=MONTHLY',
        `BYDAY=${recurrence.ordinal}${recurrence.weekday}`,
      ];
  }
}

/** The weekday on which the series begins, of a wall clock such as `2026-11-27T22:00`. */
export function weekdayOf(start: string): Weekday | undefined {
  const day = DateTime.fromISO(start, { zone: 'utc' });
  return day.isValid ? weekdays[day.weekday - 1] : undefined;
}

/** The days of a weekly series: those chosen, or else the one it begins on. */
export function weeklyDays(recurrence: Recurrence, start: string): Weekday[] {
  const begin = weekdayOf(start);
  const days = recurrence.weekdays.length
    ? recurrence.weekdays
    : [begin].filter(day => day !== undefined);
  return weekdays.filter(day => days.includes(day));
}
