import { noRecurrence, rruleOf, weeklyDays } from './recurrence';

describe('rruleOf', () => {
  it.each([
    ['once', {}, undefined],
    [
      'weekly',
      { weekdays: ['TH', 'TU'] as const, interval: 2 },
      'FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2',
    ],
    [
      'monthly-day',
      { dayOfMonth: 15, until: '2027-01-31' },
      'FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270131',
    ],
    [
      'monthly-weekday',
      { ordinal: -1 as const, weekday: 'FR' as const },
      'FREQ=MONTHLY;BYDAY=-1FR',
    ],
    ['raw', { raw: ' FREQ=DAILY ' }, 'FREQ=DAILY'],
  ] as const)('writes %s', (mode, fields, rule) => {
    const weekdays = 'weekdays' in fields ? [...fields.weekdays] : [];
    expect(rruleOf({ ...noRecurrence, ...fields, weekdays, mode })).toBe(rule);
  });
});

describe('weeklyDays', () => {
  it('are those chosen, in the order of the week, or the one of the start', () => {
    const start = '2026-11-26T22:00';
    expect(
      weeklyDays({ ...noRecurrence, weekdays: ['FR', 'MO'] }, start),
    ).toEqual(['MO', 'FR']);
    expect(weeklyDays(noRecurrence, start)).toEqual(['TH']);
    expect(weeklyDays(noRecurrence, '')).toEqual([]);
  });
});
