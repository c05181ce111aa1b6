import fc from 'fast-check';
import { DateTime } from 'luxon';
import { RRule } from 'rrule';
import { occurrenceLimit, occurrences } from './occurrences';

const berlin = 'Europe/Berlin';
const weekly = {
  // Tuesday 22:00 to Wednesday 02:00 in Berlin, summer time.
  start: '2026-10-13T20:00:00.000Z',
  end: '2026-10-14T00:00:00.000Z',
  timeZone: berlin,
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
};
const starts = (...args: Parameters<typeof occurrences>) =>
  occurrences(...args).map(w => w.start);

describe('occurrences', () => {
  it('keeps 22:00 at 22:00 across daylight saving', () => {
    expect(
      occurrences(weekly, '2026-10-14T00:00:00Z', '2026-11-04T00:00:00Z'),
    ).toEqual([
      { start: '2026-10-20T20:00:00.000Z', end: '2026-10-21T00:00:00.000Z' },
      { start: '2026-10-27T21:00:00.000Z', end: '2026-10-28T01:00:00.000Z' },
      { start: '2026-11-03T21:00:00.000Z', end: '2026-11-04T01:00:00.000Z' },
    ]);
  });

  it('reads a start that daylight saving skips with the offset before', () => {
    const daily = {
      start: '2026-03-28T01:30:00.000Z', // 02:30 in Berlin
      end: '2026-03-28T02:00:00.000Z',
      timeZone: berlin,
      rrule: 'FREQ=DAILY',
    };
    expect(
      starts(daily, '2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z'),
    ).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z', // 03:30: there is no 02:30
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('means the first of a start that comes twice', () => {
    const daily = {
      start: '2026-10-24T00:30:00.000Z', // 02:30 in Berlin
      end: '2026-10-24T01:00:00.000Z',
      timeZone: berlin,
      rrule: 'FREQ=DAILY',
    };
    expect(
      starts(daily, '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z'),
    ).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z', // not 01:30, the second 02:30
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('holds a rule without recurrence once, and treats the range as half open', () => {
    const once = { ...weekly, rrule: undefined };
    const all = (from: string, to: string) =>
      occurrences(once, from, to).length;
    expect(all('2026-10-13T23:59:00Z', '2026-11-01T00:00:00Z')).toBe(1);
    expect(all('2026-10-14T00:00:00Z', '2026-11-01T00:00:00Z')).toBe(0);
    expect(all('2026-10-01T00:00:00Z', '2026-10-13T20:00:00Z')).toBe(0);
  });

  it('ends with a withdrawn rule, in the middle of an occurrence too', () => {
    expect(
      occurrences(
        { ...weekly, endedAt: '2026-10-20T22:00:00.000Z' },
        '2026-10-15T00:00:00Z',
        '2026-12-01T00:00:00Z',
      ),
    ).toEqual([
      { start: '2026-10-20T20:00:00.000Z', end: '2026-10-20T22:00:00.000Z' },
    ]);
  });

  it.each([
    ['in UTC', 'UNTIL=20261027T210000Z', 3],
    ['in UTC, just before an occurrence', 'UNTIL=20261027T205959Z', 2],
    ['as a local time', 'UNTIL=20261027T220000', 3],
    ['as a day, which counts whole', 'UNTIL=20261027', 3],
    ['by number', 'COUNT=3', 3],
  ])('ends %s', (_, part, n) => {
    const rule = { ...weekly, rrule: `${weekly.rrule};${part}` };
    expect(
      occurrences(rule, '2026-10-01T00:00:00Z', '2027-10-01T00:00:00Z'),
    ).toHaveLength(n);
  });

  it('counts from the first, also when only later ones are asked for', () => {
    const rule = { ...weekly, rrule: 'FREQ=WEEKLY;COUNT=3' };
    expect(
      starts(rule, '2026-10-21T00:00:00Z', '2027-10-01T00:00:00Z'),
    ).toEqual(['2026-10-27T21:00:00.000Z']);
  });

  it('is capped, and ends quickly for a rule that never happens or began long ago', () => {
    const years = ['2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z'] as const;
    const rule = (rrule: string) => ({
      ...weekly,
      start: '1971-01-01T00:00:00Z',
      end: '1971-01-01T00:10:00Z',
      rrule,
    });
    const everyHour = Array.from({ length: 24 }, (_, i) => i).join();
    expect(
      starts(rule(`FREQ=DAILY;BYHOUR=${everyHour}`), ...years),
    ).toHaveLength(occurrenceLimit);
    expect(
      starts(rule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'), ...years),
    ).toEqual([]);
    expect(starts(rule('FREQ=DAILY;INTERVAL=7;BYDAY=MO'), ...years)).toEqual(
      [],
    );
  });

  it('ends at a local time as it starts, whatever daylight saving does in between', () => {
    const weekend = {
      // Saturday 00:00 to Monday 00:00 in Berlin; the clocks go forward on that Sunday.
      start: '2027-03-26T23:00:00.000Z',
      end: '2027-03-28T22:00:00.000Z',
      timeZone: berlin,
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
    };
    const [made, next] = occurrences(
      weekend,
      '2027-03-26T00:00:00Z',
      '2027-04-06T00:00:00Z',
    );
    expect(made).toEqual({ start: weekend.start, end: weekend.end });
    expect(next).toEqual({
      start: '2027-04-02T22:00:00.000Z',
      end: '2027-04-04T22:00:00.000Z',
    });
    // In autumn the same weekend is an hour longer.
    expect(
      occurrences(weekend, '2027-10-30T12:00:00Z', '2027-10-31T12:00:00Z'),
    ).toEqual([
      { start: '2027-10-29T22:00:00.000Z', end: '2027-10-31T23:00:00.000Z' },
    ]);
  });

  it('lasts as long as the first where its local times leave nothing of it', () => {
    const ofMarch = { timeZone: berlin, rrule: 'FREQ=DAILY' };
    // 02:30 to 03:00, and there is no 02:30 on 28 March.
    const short = {
      ...ofMarch,
      start: '2027-03-27T01:30:00.000Z',
      end: '2027-03-27T02:00:00.000Z',
    };
    expect(
      occurrences(short, '2027-03-28T00:00:00Z', '2027-03-29T00:00:00Z'),
    ).toEqual([
      { start: '2027-03-28T01:30:00.000Z', end: '2027-03-28T02:00:00.000Z' },
    ]);
    // From the first 02:30 to the second, an hour in which the clocks come out where they were.
    const twice = {
      ...ofMarch,
      start: '2026-10-25T00:30:00.000Z',
      end: '2026-10-25T01:30:00.000Z',
    };
    expect(
      occurrences(twice, '2026-10-25T00:00:00Z', '2026-10-27T00:00:00Z'),
    ).toEqual([
      { start: '2026-10-25T00:30:00.000Z', end: '2026-10-25T01:30:00.000Z' },
      { start: '2026-10-26T01:30:00.000Z', end: '2026-10-26T02:30:00.000Z' },
    ]);
  });

  it('begins exactly as given, also in the hour that comes twice', () => {
    const second = {
      start: '2026-10-25T01:30:00.000Z', // the second 02:30 in Berlin
      end: '2026-10-25T03:00:00.000Z',
      timeZone: berlin,
      rrule: 'FREQ=DAILY;COUNT=1',
    };
    expect(
      occurrences(second, '2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z'),
    ).toEqual([{ start: second.start, end: second.end }]);
  });

  const day = fc.integer({ min: 0, max: 900 });
  const zone = fc.constantFrom(
    berlin,
    'America/New_York',
    'Australia/Lord_Howe', // daylight saving of half an hour
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  );
  const first = DateTime.fromISO('2025-01-01T00:00:00Z', { zone: 'utc' });

  it('matches stepping through the local calendar day by day', () => {
    fc.assert(
      fc.property(
        zone,
        day,
        fc.integer({ min: 0, max: 23 }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        day,
        (timeZone, offset, hour, days, later) => {
          const local = { hour, minute: 15 };
          const start = first
            .plus({ days: offset })
            .setZone(timeZone, { keepLocalTime: true })
            .set(local);
          // A time that the first day skips or has twice has tests of its own.
          fc.pre(
            start.hour === hour && start.getPossibleOffsets().length === 1,
          );
          const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
          const from = start.plus({ days: later });
          const to = from.plus({ days: 40 });
          const expected: string[] = [];
          for (let i = -2; i < 45; i++) {
            const { year, month, day: d } = from.plus({ days: i });
            const at = DateTime.fromObject(
              { year, month, day: d, ...local },
              { zone: timeZone },
            );
            const earliest = at
              .getPossibleOffsets()
              .reduce((a, b) => (a < b ? a : b));
            if (
              days.includes(earliest.weekday) &&
              earliest >= start &&
              earliest < to &&
              earliest.plus({ minutes: 30 }) > from
            ) {
              expected.push(earliest.toUTC().toISO()!);
            }
          }
          expect(
            starts(
              {
                start: start.toUTC().toISO()!,
                end: start.toUTC().plus({ minutes: 30 }).toISO()!,
                timeZone,
                rrule: `FREQ=WEEKLY;BYDAY=${days.map(d => names[d - 1])}`,
              },
              from.toISO()!,
              to.toISO()!,
            ),
          ).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('shows its own times of day on the clocks of its zone, on every day that has them', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    const length = fc.integer({ min: 1, max: 4 * 1440 });
    fc.assert(
      fc.property(zone, day, minutes, length, day, (...args) => {
        const [timeZone, offset, minute, lasts, later] = args;
        const start = first
          .plus({ days: offset, minutes: minute })
          .setZone(timeZone);
        const end = start.plus({ minutes: lasts });
        const from = start.plus({ days: later });
        const found = occurrences(
          {
            start: start.toUTC().toISO()!,
            end: end.toUTC().toISO()!,
            timeZone,
            rrule: 'FREQ=DAILY',
          },
          from.toISO()!,
          from.plus({ days: 3 }).toISO()!,
        );
        expect(found.length).toBeGreaterThan(1);
        for (const occurrence of found) {
          const at = DateTime.fromISO(occurrence.start, { zone: timeZone });
          const until = DateTime.fromISO(occurrence.end, { zone: timeZone });
          const days = end
            .startOf('day')
            .setZone('utc', { keepLocalTime: true })
            .diff(
              start.startOf('day').setZone('utc', { keepLocalTime: true }),
              'days',
            ).days;
          const wall = (day_: DateTime, { hour, minute: m }: DateTime) =>
            DateTime.fromObject(
              { ...day_.toObject(), hour, minute: m, second: 0 },
              { zone: timeZone },
            );
          const shifted = (time: DateTime) =>
            [-1, 0, 1].some(d => time.plus({ days: d }).offset !== time.offset);
          expect(until > at).toBe(true);
          // Where an offset changes nearby, what is skipped or doubled has tests of its own.
          if (shifted(at) || shifted(until)) continue;
          expect(at.toFormat('HH:mm')).toBe(start.toFormat('HH:mm'));
          expect(until.toMillis()).toBe(
            wall(at.plus({ days }), end).toMillis(),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('matches the rrule package in UTC, for every part supported', () => {
    const list = (name: string, value: fc.Arbitrary<number>) =>
      fc.option(
        fc
          .uniqueArray(value, { minLength: 1, maxLength: 3 })
          .map(v => `${name}=${v}`),
        { nil: undefined, freq: 1 },
      );
    const fromEnd = (max: number) =>
      fc.oneof(fc.integer({ min: 1, max }), fc.integer({ min: -max, max: -1 }));
    const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
    const rule = fc
      .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
      .chain(freq =>
        fc.tuple(
          fc.constant(`FREQ=${freq}`),
          fc.integer({ min: 1, max: 5 }).map(n => `INTERVAL=${n}`),
          fc.option(
            fc.integer({ min: 1, max: 30 }).map(n => `COUNT=${n}`),
            {
              nil: undefined,
            },
          ),
          fc.option(
            fc
              .uniqueArray(weekday, { minLength: 1, maxLength: 3 })
              .chain(days =>
                freq === 'MONTHLY' || freq === 'YEARLY'
                  ? // With and without number mixed, rrule intersects where RFC 5545 unites.
                    fc
                      .option(fc.tuple(...days.map(() => fromEnd(4))))
                      .map(nth => days.map((d, i) => `${nth?.[i] ?? ''}${d}`))
                  : fc.constant(days),
              )
              .map(days => `BYDAY=${days}`),
            { nil: undefined },
          ),
          list('BYMONTH', fc.integer({ min: 1, max: 12 })),
          // RFC 5545 forbids BYMONTHDAY with WEEKLY.
          freq === 'WEEKLY'
            ? fc.constant(undefined)
            : list('BYMONTHDAY', fromEnd(31)),
          list('BYHOUR', fc.integer({ min: 0, max: 23 })),
          weekday.map(d => `WKST=${d}`),
          // rrule takes the rest of the first week for a week.
          freq === 'WEEKLY'
            ? fc.constant(undefined)
            : fc.option(
                fromEnd(3).map(n => `BYSETPOS=${n}`),
                { nil: undefined },
              ),
        ),
      )
      .map(parts => parts.filter(p => p !== undefined).join(';'))
      .filter(
        text => !text.includes('BYSETPOS') || /BY(DAY|MONTH|HOUR)/.test(text),
      );
    fc.assert(
      fc.property(rule, day, day, (rrule, offset, later) => {
        const start = first.plus({ days: offset, hours: 9 });
        const from = start.plus({ days: later });
        const to = from.plus({ days: 400 });
        fc.pre(mayHappen(rrule));
        const expected = new RRule({
          ...RRule.parseString(rrule),
          dtstart: start.toJSDate(),
        })
          .between(from.toJSDate(), to.toJSDate(), true)
          .filter(at => at < to.toJSDate())
          .map(at => at.toISOString());
        expect(
          starts(
            {
              start: start.toISO()!,
              end: start.plus({ milliseconds: 1 }).toISO()!,
              timeZone: 'UTC',
              rrule,
            },
            from.toISO()!,
            to.toISO()!,
          ),
        ).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

/** Whether it happens at all within twelve years; what never does would take the oracle to the year 9999. */
function mayHappen(rrule: string): boolean {
  const twelveYears = ['2025-01-01T00:00:00Z', '2037-01-01T00:00:00Z'] as const;
  return (
    occurrences(
      {
        start: '2025-01-01T09:00:00.000Z',
        end: '2025-01-01T10:00:00.000Z',
        timeZone: 'UTC',
        rrule,
      },
      ...twelveYears,
    ).length > 0
  );
}
