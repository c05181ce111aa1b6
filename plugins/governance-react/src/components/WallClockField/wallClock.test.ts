import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  readWallClock,
  stepWallClock,
  toInstant,
  toWallClock,
  writeWallClock,
} from './wallClock';

describe('wall clock', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1971-01-01'),
          max: new Date('2199-01-01'),
          noInvalidDate: true,
        }),
        date => {
          const at = DateTime.fromJSDate(date);
          for (const [type, format] of [
            ['datetime-local', "yyyy-MM-dd'T'HH:mm"],
            ['date', 'yyyy-MM-dd'],
          ] as const) {
            const value = at.toFormat(format);
            expect(readWallClock(writeWallClock(value, type), type)).toBe(
              value,
            );
            expect(readWallClock(value, type)).toBe(value);
          }
        },
      ),
    );
  });

  it.each([
    ['2026-2-3 9:05', '2026-02-03T09:05'],
    [' 2026-11-26  14:00 ', '2026-11-26T14:00'],
    ['2026-11-26T14:00', '2026-11-26T14:00'],
    ['2026-11-26', undefined],
    ['2026-02-30 10:00', undefined],
    ['11/26/2026 2:00 PM', undefined],
    ['2026-11-26 24:30', undefined],
    ['', undefined],
  ])('takes "%s" for %s', (text, value) => {
    expect(readWallClock(text, 'datetime-local')).toBe(value);
  });

  it.each([
    [2, '2027-11-30T23:59'],
    [6, '2026-12-30T23:59'],
    [9, '2026-12-01T23:59'],
    [12, '2026-12-01T00:59'],
    [16, '2026-12-01T00:00'],
  ])('moves the part at the caret, %s', (caret, after) => {
    expect(stepWallClock('2026-11-30T23:59', 'datetime-local', caret, 1)).toBe(
      after,
    );
    expect(stepWallClock('', 'datetime-local', caret, 1)).toBe('');
  });

  it('is the clock of the reader for an instant, and back', () => {
    const instant = '2026-11-24T21:03:00.000Z';
    expect(toInstant(toWallClock(instant))).toBe(instant);
    expect([toWallClock(undefined), toWallClock('soon')]).toEqual(['', '']);
    expect(toInstant('2026-13-01')).toBeUndefined();
  });
});
