import { parseRecurrence } from './recurrence';

describe('parseRecurrence', () => {
  it('reads every part it supports', () => {
    expect(
      parseRecurrence(
        'RRULE:freq=monthly;interval=2;byday=1MO,-1FR;bymonth=1,7;bysetpos=1,-1;wkst=su;until=20261231T220000Z',
      ),
    ).toMatchObject({
      freq: 'MONTHLY',
      interval: 2,
      byDay: [
        { weekday: 1, nth: 1 },
        { weekday: 5, nth: -1 },
      ],
      byMonth: [1, 7],
      bySetPos: [-1, 1],
      weekStart: 7,
      until: { utc: true },
    });
  });

  it.each([
    ['', 'is not of the form NAME=VALUE'],
    ['BYDAY=MO', 'FREQ is missing: use one of DAILY, WEEKLY, MONTHLY, YEARLY'],
    ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is unknown'],
    ['FREQ=HOURLY', 'FREQ=HOURLY is too often'],
    ['FREQ=MINUTELY', 'FREQ=MINUTELY is too often'],
    ['FREQ=SECONDLY', 'FREQ=SECONDLY is too often'],
    ['FREQ=DAILY;NOPE=1', 'NOPE is not supported'],
    ['FREQ=DAILY;BYSECOND=1', 'BYSECOND is not supported'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ is given twice'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0 must be a number from 1 to 1000'],
    ['FREQ=DAILY;INTERVAL=1e9', 'INTERVAL=1E9 must be a number'],
    ['FREQ=DAILY;COUNT=0', 'COUNT=0 must be a number'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'UNTIL cannot stand beside COUNT'],
    ['FREQ=DAILY;UNTIL=tomorrow', 'UNTIL=TOMORROW must be a date'],
    ['FREQ=DAILY;UNTIL=20261399', 'UNTIL=20261399 must be a date'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX must be days such as MO'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY=1MO may count only with FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY=6MO counts beyond 5'],
    [
      'FREQ=MONTHLY;BYMONTHDAY=77',
      'BYMONTHDAY=77 must be a number from 1 to 31',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 must be a number'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13 must be a number from 1 to 12'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR=24 must be a number from 0 to 23'],
    [
      'FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40',
      'BYHOUR may give 24 times a day at most',
    ],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs one of BYDAY'],
    ['FREQ=WEEKLY;WKST=1', 'WKST=1 must be MO'],
  ])('refuses %j and names the part', (rrule, message) => {
    expect(() => parseRecurrence(rrule)).toThrow(message);
  });
});
