import fc from 'fast-check';
import { ReportSchedule } from '../report/model';
import { nextOccasion, occasions, scheduledValues } from './schedule';

const berlin = 'Europe/Berlin';
const daily: ReportSchedule = {
  at: { every: 'day', time: '02:30' },
  timeZone: berlin,
  deadline: 'PT3H',
};
const at = (schedule: ReportSchedule, from: string, to: string) =>
  occasions(schedule, from, to).map(each => each.at);

describe('a schedule', () => {
  it('asks by the clocks of its zone, once a day also where they change', () => {
    // On 25 October 02:30 comes twice; on 29 March it never comes.
    expect(at(daily, '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(at(daily, '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('has a deadline after each time', () => {
    expect(
      nextOccasion(
        {
          at: { every: 'quarter', day: 2, time: '06:00' },
          timeZone: berlin,
          deadline: 'P1DT2H',
        },
        '2026-07-15T00:00:00Z',
      ),
    ).toEqual({
      at: '2026-10-02T04:00:00.000Z',
      deadline: '2026-10-03T06:00:00.000Z',
    });
  });

  it('asks for the last period that was over, by the clocks of the report', () => {
    const parameters = (['quarter', 'month', 'day'] as const).map(type => ({
      name: type,
      title: type,
      type,
      required: true,
    }));
    expect(scheduledValues(parameters, '2025-12-31T23:30:00Z', berlin)).toEqual(
      { quarter: '2025Q4', month: '2025-12', day: '2025-12-31' },
    );
  });

  it('misses no time and asks at none twice, however often it is looked at', () => {
    const begin = Date.UTC(2026, 0, 1);
    const HOUR = 3_600_000;
    const schedules = fc.record({
      at: fc.oneof(
        fc.record({
          every: fc.constant('day' as const),
          time: fc.constantFrom('00:00', '02:30', '23:59'),
        }),
        fc.record({
          every: fc.constantFrom('month' as const, 'quarter' as const),
          day: fc.integer({ min: 1, max: 28 }),
          time: fc.constantFrom('00:00', '02:30', '23:59'),
        }),
      ),
      timeZone: fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata'),
      deadline: fc.constant('PT1H'),
    }) as fc.Arbitrary<ReportSchedule>;
    fc.assert(
      fc.property(
        schedules,
        fc.array(fc.integer({ min: 1, max: 24 * 40 }), {
          minLength: 1,
          maxLength: 12,
        }),
        (schedule, pauses) => {
          const looks = [begin];
          for (const hours of pauses) looks.push(looks.at(-1)! + hours * HOUR);
          const iso = looks.map(each => new Date(each).toISOString());
          const piecewise = iso
            .slice(1)
            .flatMap((to, i) => at(schedule, iso[i], to));
          expect(piecewise).toEqual(at(schedule, iso[0], iso.at(-1)!));
          expect(new Set(piecewise).size).toBe(piecewise.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
