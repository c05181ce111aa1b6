import fc from 'fast-check';
import { occurrences } from './occurrences';
import { scheduledTimesProblems } from './scheduledTimesProblems';

const tuesday = {
  start: '2027-06-01T08:00:00.000Z',
  end: '2027-06-01T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
};
const problemsOf = (rrule: string, fields: object = {}) =>
  scheduledTimesProblems({ ...tuesday, ...fields, rrule });

describe('scheduledTimesProblems', () => {
  it('says what is wrong with the zone and with the recurrence', () => {
    expect(problemsOf('FREQ=HOURLY', { timeZone: 'Mars/Olympus' })).toEqual([
      {
        field: 'timeZone',
        message: expect.stringContaining('Unknown time zone Mars/Olympus'),
      },
      { field: 'rrule', message: expect.stringContaining('too often') },
    ]);
    expect(problemsOf('FREQ=DAILY')).toEqual([]);
    expect(scheduledTimesProblems(tuesday)).toEqual([]);
  });

  it.each([
    ['31 April', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31'],
    ['days that are never met', 'FREQ=DAILY;INTERVAL=7;BYDAY=SU'],
    ['a fifth of six', 'FREQ=WEEKLY;BYDAY=TU,WE;BYSETPOS=5'],
    ['an end before the start', 'FREQ=DAILY;UNTIL=20270531'],
    ['an end hours before', 'FREQ=DAILY;UNTIL=20270601T075959Z'],
    ['an end before its first day', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270603'],
  ])('refuses what never happens: %s', (_, rrule) => {
    expect(problemsOf(rrule)).toEqual([
      { field: 'rrule', message: expect.stringMatching(/^never happens/) },
    ]);
  });

  it.each([
    ['another day', 'FREQ=WEEKLY;BYDAY=MO;COUNT=1', '2027-06-07T08:00:00.000Z'],
    ['another hour', 'FREQ=DAILY;BYHOUR=22', '2027-06-01T20:00:00.000Z'],
    ['a leap day', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29T09:'],
  ])('names the first time where the start is none: %s', (_, rrule, first) => {
    const [{ field, message }] = problemsOf(rrule);
    expect(field).toBe('start');
    expect(message).toContain('Tue 1 June 2027, 10:00 is not one');
    expect(message).toContain(first);
  });

  it('accepts just those rules whose first occurrence is their start', () => {
    const rule = fc.record({
      rrule: fc.constantFrom(
        'FREQ=WEEKLY;BYDAY=MO,SA',
        'FREQ=MONTHLY;BYDAY=-1FR',
        'FREQ=DAILY;BYHOUR=3,22',
        'FREQ=YEARLY;BYMONTH=10,3;BYDAY=SU',
        'FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270901',
      ),
      timeZone: fc.constantFrom(
        'Europe/Berlin',
        'America/Santiago',
        'Australia/Lord_Howe',
        'UTC',
      ),
      hours: fc.integer({ min: 0, max: 24 * 300 }),
    });
    fc.assert(
      fc.property(rule, ({ hours, ...fields }) => {
        const at = Date.parse('2027-01-01T00:00:00Z') + hours * 3_600_000;
        const times = {
          ...fields,
          start: new Date(at).toISOString(),
          end: new Date(at + 3_600_000).toISOString(),
        };
        const [first] = occurrences(
          times,
          times.start,
          '2029-01-01T00:00:00.000Z',
        );
        expect(scheduledTimesProblems(times).length === 0).toBe(
          first?.start === times.start,
        );
      }),
    );
  });
});
