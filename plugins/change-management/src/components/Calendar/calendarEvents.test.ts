import {
  CalendarBand,
  CalendarChange,
} from '@countersign/plugin-change-management-common';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  calendarEvents,
  CalendarView,
  droppedWindow,
  isMovable,
} from './calendarEvents';

const local = (text: string) => DateTime.fromISO(text).toUTC().toISO()!;

const freeze: CalendarBand = {
  ruleId: 'rule-1',
  kind: 'freeze',
  title: 'Black Friday',
  window: { start: local('2026-11-27T18:00'), end: local('2026-11-29T00:00') },
  environments: [],
  recurring: false,
};

const eventsOf = (band: CalendarBand, view: CalendarView) =>
  calendarEvents({ changes: [], bands: [band] }, view);
const bandIn = (view: CalendarView) => eventsOf(freeze, view)[0];

describe('calendarEvents', () => {
  it('shades the days that a band covers whole in a month, and no other', () => {
    const [evening, day, ...more] = eventsOf(freeze, 'month');
    expect(evening).not.toHaveProperty('display');
    expect(day).toMatchObject({
      display: 'background',
      allDay: true,
      start: '2026-11-28',
      end: '2026-11-29',
    });
    // It ends at the start of a day, which it does not touch.
    expect(more).toEqual([]);
  });

  it('covers in a month what a band covers, no more and no less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 * 4 }),
        fc.integer({ min: 1, max: 10 * 24 * 4 }),
        (quarters, length) => {
          const start = DateTime.fromISO('2026-01-01T00:00').plus({
            minutes: quarters * 15,
          });
          const end = start.plus({ minutes: length * 15 });
          const window = { start: start.toISO()!, end: end.toISO()! };
          const events = eventsOf({ ...freeze, window }, 'month');
          const at = (value: unknown) => DateTime.fromISO(String(value));
          expect(at(events[0].start)).toEqual(at(window.start));
          events.forEach((event, i) => {
            const next = events[i + 1]?.start ?? window.end;
            expect(at(event.end).toMillis()).toBe(at(next).toMillis());
            const isShade = event.display === 'background';
            expect(isShade).toBe(
              at(event.start).equals(at(event.start).startOf('day')) &&
                at(event.end).equals(at(event.end).startOf('day')),
            );
          });
        },
      ),
    );
  });

  it('lets a reader drag what is theirs or their team’s, and nothing else', () => {
    const change: CalendarChange = {
      id: 'c',
      number: 'CHG0000001',
      title: 'More memory',
      state: 'scheduled',
      type: 'normal',
      window: freeze.window,
      items: [],
      team: 'group:default/checkout',
      environment: 'production',
      requester: 'user:default/dana',
      approvalStatus: 'approved',
    };
    const isDragged = (user: string, teams: string[] = []) =>
      calendarEvents({ changes: [change], bands: [] }, 'week', {
        user,
        teams,
      })[0].editable;
    expect(isDragged('user:default/dana')).toBe(true);
    expect(isDragged('user:default/kim', ['group:default/checkout'])).toBe(
      true,
    );
    expect(isDragged('user:default/kim', ['group:default/data'])).toBe(false);
  });

  it('shades the hours in a week, and is a row of a list', () => {
    expect(bandIn('week')).toMatchObject({
      display: 'background',
      ...freeze.window,
    });
    expect(bandIn('list')).not.toHaveProperty('display');
  });

  it('never lets a band be dragged', () => {
    expect(bandIn('week').editable).toBe(false);
  });
});

describe('isMovable', () => {
  it('ends when a change is being implemented', () => {
    expect(isMovable('scheduled')).toBe(true);
    expect(isMovable('implement')).toBe(false);
    expect(isMovable('closed')).toBe(false);
  });
});

describe('droppedWindow', () => {
  const before = {
    start: '2026-11-24T21:00:00.000Z',
    end: '2026-11-24T22:30:00.000Z',
  };

  it('keeps the length of an event that was dropped without an end', () => {
    expect(
      droppedWindow(
        { start: new Date('2026-11-25T21:00:00Z'), end: null },
        before,
      ),
    ).toEqual({
      start: '2026-11-25T21:00:00.000Z',
      end: '2026-11-25T22:30:00.000Z',
    });
  });

  it('takes the end of an event that was resized', () => {
    expect(
      droppedWindow(
        {
          start: new Date(before.start),
          end: new Date('2026-11-24T23:00:00Z'),
        },
        before,
      ),
    ).toEqual({ start: before.start, end: '2026-11-24T23:00:00.000Z' });
  });
});
