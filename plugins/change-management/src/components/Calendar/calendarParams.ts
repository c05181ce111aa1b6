import { DateTime } from 'luxon';
import { CalendarView, calendarViews } from './calendarEvents';

export const calendarScopes = ['all', 'team', 'items'] as const;
/** Whose changes are shown: everybody's, those of my teams, or those of items my teams or I own. */
export type CalendarScope = (typeof calendarScopes)[number];

/** What the address of the calendar page holds. */
export interface CalendarParams {
  view: CalendarView;
  /** ISO date the view is opened at. */
  date?: string;
  scope: CalendarScope;
  environments: string[];
}

/** Reads the address; what cannot be read is as if it were not there. */
export function readCalendarParams(
  params: URLSearchParams,
  defaultView: CalendarView,
): CalendarParams {
  const date = params.get('date') ?? undefined;
  return {
    view: calendarViews.find(v => v === params.get('view')) ?? defaultView,
    date: date && DateTime.fromISO(date).isValid ? date : undefined,
    scope: calendarScopes.find(s => s === params.get('scope')) ?? 'all',
    environments: (params.get('environment') ?? '').split(',').filter(Boolean),
  };
}

/** The address with some of it changed; other parameters stay, defaults are left out. */
export function writeCalendarParams(
  before: URLSearchParams,
  change: Partial<CalendarParams>,
): URLSearchParams {
  const after = new URLSearchParams(before);
  const put = (key: string, value: string | undefined) =>
    value ? after.set(key, value) : after.delete(key);
  if ('view' in change) put('view', change.view);
  if ('date' in change) put('date', change.date);
  if ('scope' in change) {
    put('scope', change.scope === 'all' ? undefined : change.scope);
  }
  if ('environments' in change) {
    put('environment', change.environments?.join(','));
  }
  return after;
}
