import fc from 'fast-check';
import { DateTime } from 'luxon';
import { durationText, nominalLength, readDuration } from './durations';
import { periodAt, SloWindow } from './window';

const HOUR = 3_600_000;

function calendar(text: string, start: string, timeZone: string): SloWindow {
  return { kind: 'calendar', duration: readDuration(text)!, start, timeZone };
}

function shown(window: SloWindow, at: string): string[] {
  const zone = window.kind === 'calendar' ? window.timeZone : 'utc';
  const { start, end } = periodAt(window, Date.parse(at));
  return [start, end].map(
    ms =>
      DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true })!,
  );
}

describe('a duration', () => {
  it('tells minutes from months', () => {
    expect(readDuration('1m')).toEqual({ count: 1, unit: 'minutes' });
    expect(readDuration('1M')).toEqual({ count: 1, unit: 'months' });
    expect(nominalLength(readDuration('4w')!)).toBe(28 * 24 * HOUR);
  });

  it.each(['1m', '12h', '30d', '4w', '1M', '1Q', '2Y'])(
    'writes %s as it was read',
    text => expect(durationText(readDuration(text)!)).toBe(text),
  );

  it.each(['', '0d', '1', 'd', '1.5h', '-1d', '30 d', '1h30m', '1s', '01d'])(
    'is not %p',
    text => expect(readDuration(text)).toBeUndefined(),
  );
});

describe('a calendar window', () => {
  it('is the month in its own zone', () => {
    const window = calendar('1M', '2020-01-01T00:00:00', 'America/New_York');
    expect(shown(window, '2026-11-01T03:59:59Z')).toEqual([
      '2026-10-01T00:00:00-04:00',
      '2026-11-01T00:00:00-04:00',
    ]);
    expect(shown(window, '2026-11-01T04:00:00Z')).toEqual([
      '2026-11-01T00:00:00-04:00',
      '2026-12-01T00:00:00-05:00',
    ]);
  });

  it('has a day of 23 and one of 25 hours', () => {
    const window = calendar('1d', '2026-01-01T00:00:00', 'Europe/Berlin');
    const hours = (at: string) => {
      const { start, end } = periodAt(window, Date.parse(at));
      return (end - start) / HOUR;
    };
    expect(hours('2026-03-29T12:00:00Z')).toBe(23);
    expect(hours('2026-10-25T12:00:00Z')).toBe(25);
  });

  it('keeps the 31st, though February has none', () => {
    const window = calendar('1M', '2026-01-31T00:00:00', 'Etc/UTC');
    expect(shown(window, '2026-04-01T00:00:00Z')).toEqual([
      '2026-03-31T00:00:00+00:00',
      '2026-04-30T00:00:00+00:00',
    ]);
  });

  it('covers every instant once, before its start too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1d', '2d', '1w', '1M', '1Q', '1Y', '12h'),
        fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata'),
        fc.integer({ min: Date.UTC(2019, 0), max: Date.UTC(2030, 0) }),
        (duration, zone, at) => {
          const window = calendar(duration, '2024-01-31T02:30:00', zone);
          const period = periodAt(window, at);
          expect(period.start).toBeLessThanOrEqual(at);
          expect(period.end).toBeGreaterThan(at);
          expect(periodAt(window, period.end).start).toBe(period.end);
          expect(periodAt(window, period.start)).toEqual(period);
        },
      ),
    );
  });
});

describe('a rolling window', () => {
  it('ends now', () => {
    const window: SloWindow = {
      kind: 'rolling',
      duration: readDuration('28d')!,
    };
    expect(periodAt(window, 30 * 24 * HOUR)).toEqual({
      start: 2 * 24 * HOUR,
      end: 30 * 24 * HOUR,
    });
  });
});
