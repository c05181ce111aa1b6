import type { EventInput } from '@fullcalendar/core';
import {
  CalendarBand,
  CalendarChange,
  CalendarResponse,
  ChangeState,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { PlacedEntry } from './placedEntries';

export const calendarViews = ['month', 'week', 'list'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** What an event of the calendar stands for. */
export type CalendarSubject =
  | { type: 'change'; change: CalendarChange }
  | { type: 'band'; band: CalendarBand }
  | { type: 'entry'; entry: PlacedEntry };

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

/** Who looks at the calendar. */
export interface CalendarReader {
  user?: string;
  teams: readonly string[];
}

/**
 * Whether a change is the reader's own or their team's: only such are dragged, so that nobody pulls at what is not theirs.
 * Whether they may move it, as others may too from its preview, the server says.
 */
function isOwn(change: CalendarChange, { user, teams }: CalendarReader) {
  return (
    change.requester === user ||
    change.implementer === user ||
    (change.team !== undefined && teams.includes(change.team))
  );
}

/**
 * The events of one view. A month has no hours: a band shades the days there that it covers whole, and stands with its
 * time on those it covers in part. A list has no background, so that a band is a row of it.
 */
export function calendarEvents(
  response: Pick<CalendarResponse, 'changes' | 'bands'>,
  view: CalendarView,
  reader: CalendarReader = { teams: [] },
  entries: readonly PlacedEntry[] = [],
): EventInput[] {
  return [
    ...response.bands.flatMap(band => bandEvents(band, view)),
    ...response.changes.map(change => changeEvent(change, reader)),
    ...entries.map(entryEvent),
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
  switch (subject.type) {
    case 'change':
      return subject.change.number;
    case 'band':
      return `${subject.band.ruleId}:${subject.band.window.start}`;
    default:
      return subject.entry.id;
  }
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

function changeEvent(
  change: CalendarChange,
  reader: CalendarReader,
): EventInput {
  return {
    id: eventIdOf({ type: 'change', change }),
    title: `${change.number} ${change.title}`,
    start: change.window.start,
    end: change.window.end,
    editable: isMovable(change.state) && isOwn(change, reader),
    extendedProps: { subject: { type: 'change', change } },
  };
}

/** What another area shows is moved there, not here. */
function entryEvent(entry: PlacedEntry): EventInput {
  return {
    id: eventIdOf({ type: 'entry', entry }),
    title: `${entry.record} ${entry.title}`,
    start: entry.window.start,
    end: entry.window.end,
    editable: false,
    extendedProps: { subject: { type: 'entry', entry } },
  };
}

function bandEvents(band: CalendarBand, view: CalendarView): EventInput[] {
  const event: EventInput = {
    id: eventIdOf({ type: 'band', band }),
    title: band.title,
    start: band.window.start,
    end: band.window.end,
    editable: false,
    extendedProps: { subject: { type: 'band', band } },
  };
  if (view === 'week') return [{ ...event, display: 'background' }];
  if (view === 'month') {
    return monthParts(band.window).map(part =>
      part.isWholeDays
        ? {
            ...event,
            start: part.start.toISODate()!,
            end: part.end.toISODate()!,
            allDay: true,
            display: 'background',
          }
        : { ...event, start: part.start.toISO()!, end: part.end.toISO()! },
    );
  }
  return [event];
}

/** What a window covers in the reader's own zone: the days it covers whole, and what lies before and after them. */
function monthParts(
  window: TimeWindow,
): { start: DateTime; end: DateTime; isWholeDays: boolean }[] {
  const start = DateTime.fromISO(window.start);
  const end = DateTime.fromISO(window.end);
  const midnight = start.startOf('day');
  const firstDay = start > midnight ? midnight.plus({ days: 1 }) : midnight;
  const lastDay = end.startOf('day');
  if (firstDay >= lastDay) return [{ start, end, isWholeDays: false }];
  return [
    { start, end: firstDay, isWholeDays: false },
    { start: firstDay, end: lastDay, isWholeDays: true },
    { start: lastDay, end, isWholeDays: false },
  ].filter(part => part.start < part.end);
}
