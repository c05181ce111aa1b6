import { CalendarBand } from '@countersign/plugin-change-management-common';
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

const bandIn = (view: CalendarView) =>
  calendarEvents({ changes: [], bands: [freeze] }, view)[0];

describe('calendarEvents', () => {
  it('shades every day a band touches in a month, and not the day at whose start it ends', () => {
    expect(bandIn('month')).toMatchObject({
      display: 'background',
      allDay: true,
      start: '2026-11-27',
      end: '2026-11-29',
    });
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
