import type { EventInput } from '@fullcalendar/core';
import {
  CalendarBand,
  CalendarChange,
  CalendarResponse,
  ChangeState,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { TimeWindow } from '@countersign/plugin-governance-common';

export const calendarViews = ['month', 'week', 'list'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** What an event of the calendar stands for. */
export type CalendarSubject =
  | { type: 'change'; change: CalendarChange }
  | { type: 'band'; band: CalendarBand };

/** A change may be moved until it is being implemented. */
const movableStates: readonly ChangeState[] = [
  'new',
  'assess',
  'authorize',
  'scheduled',
];

/** Whether a new window can be proposed for a change in this state; whether this person may, the server says. */
export function isMovable(state: ChangeState): boolean {
  return movableStates.includes(state);
}

/**
 * The events of one view. A month has no hours, so that a band shades whole days there; a list has no background,
 * so that a band is a row of it.
 */
export function calendarEvents(
  response: Pick<CalendarResponse, 'changes' | 'bands'>,
  view: CalendarView,
): EventInput[] {
  return [
    ...response.bands.map(band => bandEvent(band, view)),
    ...response.changes.map(changeEvent),
  ];
}

/** The subject that {@link calendarEvents} put into an event. */
export function subjectOf(event: {
  extendedProps: Record<string, unknown>;
}): CalendarSubject {
  return event.extendedProps.subject as CalendarSubject;
}

/** The id of the event that stands for a subject. */
export function eventIdOf(subject: CalendarSubject): string {
  return subject.type === 'change'
    ? subject.change.number
    : `${subject.band.ruleId}:${subject.band.window.start}`;
}

/** The window of an event after a drag; FullCalendar forgets the end of an event that was dropped on a whole day. */
export function droppedWindow(
  event: { start: Date | null; end: Date | null },
  before: TimeWindow,
): TimeWindow | undefined {
  if (!event.start) return undefined;
  const start = DateTime.fromJSDate(event.start).toUTC();
  const length = DateTime.fromISO(before.end).diff(
    DateTime.fromISO(before.start),
  );
  const end = event.end
    ? DateTime.fromJSDate(event.end).toUTC()
    : start.plus(length);
  return { start: start.toISO()!, end: end.toISO()! };
}

function changeEvent(change: CalendarChange): EventInput {
  return {
    id: eventIdOf({ type: 'change', change }),
    title: `${change.number} ${change.title}`,
    start: change.window.start,
    end: change.window.end,
    editable: isMovable(change.state),
    extendedProps: { subject: { type: 'change', change } },
  };
}

function bandEvent(band: CalendarBand, view: CalendarView): EventInput {
  const event: EventInput = {
    id: eventIdOf({ type: 'band', band }),
    title: band.title,
    start: band.window.start,
    end: band.window.end,
    editable: false,
    extendedProps: { subject: { type: 'band', band } },
  };
  if (view === 'week') return { ...event, display: 'background' };
  if (view === 'month') {
    return {
      ...event,
      ...coveredDays(band.window),
      allDay: true,
      display: 'background',
    };
  }
  return event;
}

/** The days a window touches in the reader's own zone, as the dates FullCalendar wants: the end is exclusive. */
function coveredDays(window: TimeWindow): { start: string; end: string } {
  const lastInstant = DateTime.fromISO(window.end).minus(1);
  return {
    start: DateTime.fromISO(window.start).toISODate()!,
    end: lastInstant.plus({ days: 1 }).toISODate()!,
  };
}
