import fc from 'fast-check';
import { DateTime } from 'luxon';
import { millis, utc } from './instant';

describe('instants', () => {
  it('are read as luxon reads them in UTC, however they are written', () => {
    const zones = ['utc', 'Europe/Madrid', 'America/New_York'];
    fc.assert(
      fc.property(
        fc.date({
          noInvalidDate: true,
          min: new Date('1970-01-01'),
          max: new Date('2500-01-01'),
        }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const time = DateTime.fromJSDate(date, { zone });
          for (const text of [date.toISOString(), time.toISO()!]) {
            expect(millis(text)).toBe(date.getTime());
            expect(utc(text)).toBe(
              DateTime.fromJSDate(date, { zone: 'utc' }).toFormat(
                "yyyy-MM-dd HH:mm 'UTC'",
              ),
            );
          }
        },
      ),
    );
  });

  it.each([
    '2026-02-31T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-01-01T25:00:00.000Z',
    'Jan 1 2026',
    'soon',
    '',
  ])('%p is none, and compares false with every other', text => {
    expect(millis(text)).toBeNaN();
    expect(utc(text)).toBe(text);
  });

  it('takes one without a zone for UTC, wherever it is read', () => {
    expect(millis('2026-11-24T21:00:00')).toBe(
      Date.parse('2026-11-24T21:00:00Z'),
    );
  });
});
