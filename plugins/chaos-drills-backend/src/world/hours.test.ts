import { DrillHours, hoursAt } from './hours';

const office: DrillHours = {
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '09:00',
  to: '17:00',
  timeZone: 'Europe/Berlin',
};

describe('the hours of drills', () => {
  it.each([
    // A Friday in winter, an hour ahead of UTC.
    ['2026-11-27T08:00:00Z', { open: true }],
    ['2026-11-27T15:59:59Z', { open: true }],
    [
      '2026-11-27T16:00:00Z',
      { open: false, opensAt: '2026-11-30T08:00:00.000Z' },
    ],
    [
      '2026-11-27T07:59:59Z',
      { open: false, opensAt: '2026-11-27T08:00:00.000Z' },
    ],
    // Over the Sunday on which clocks are set back.
    [
      '2026-10-24T12:00:00Z',
      { open: false, opensAt: '2026-10-26T08:00:00.000Z' },
    ],
  ])('at %s are %j', (at, expected) => {
    expect(hoursAt([office], at)).toEqual(expected);
  });

  it('last to the end of the day', () => {
    const always = { ...office, from: '00:00', to: '24:00', timeZone: 'UTC' };
    expect(hoursAt([always], '2026-11-27T23:59:59.999Z').open).toBe(true);
    expect(hoursAt([always], '2026-11-28T00:00:00Z').open).toBe(false);
  });

  it('are none where none are named', () => {
    expect(hoursAt([], '2026-11-27T10:00:00Z')).toEqual({ open: false });
  });
});
