import { isWithin, weekOf, weeksOf, weekWithin } from './weeks';

describe('weeks', () => {
  it('are those of ISO 8601, in UTC', () => {
    expect(weekOf('2026-11-24T10:00:00Z')).toBe('2026-W48');
    // Still Sunday in UTC, and still the last week of the year before.
    expect(weekOf('2027-01-04T00:30:00+01:00')).toBe('2026-W53');
  });

  it('of a period are all there, with those in which nothing happened', () => {
    const period = { from: '2026-12-20T00:00:00Z', to: '2027-01-05T00:00:00Z' };
    expect(weeksOf(period)).toEqual([
      '2026-W51',
      '2026-W52',
      '2026-W53',
      '2027-W01',
    ]);
  });

  it('are cut to the period', () => {
    const period = { from: '2026-11-24T12:00:00Z', to: '2026-12-01T00:00:00Z' };
    expect(weekWithin('2026-W48', period)).toEqual({
      from: '2026-11-24T12:00:00.000Z',
      to: '2026-11-30T00:00:00.000Z',
    });
    expect(weekWithin('2026-W50', period)).toBeUndefined();
  });

  it('a period is half open', () => {
    const period = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' };
    expect(isWithin(period, period.from)).toBe(true);
    expect(isWithin(period, period.to)).toBe(false);
    expect(isWithin(period, undefined)).toBe(false);
  });
});
