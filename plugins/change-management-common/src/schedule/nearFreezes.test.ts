import { calendarChange, scheduleRule } from '../__testUtils__/calendar';
import { estate } from '../__testUtils__/estate';
import { nearFreezes } from './nearFreezes';

describe('nearFreezes', () => {
  const near = (
    fields: Parameters<typeof scheduleRule>[0],
    type: 'normal' | 'emergency' = 'normal',
  ) =>
    nearFreezes(calendarChange({ type }), {
      rules: [scheduleRule(fields)],
      graph: estate(),
    }).map(f => f.hoursAway);

  it('measures from the end of the window to a freeze that comes, from its start to one that went', () => {
    expect(near({ start: '2026-11-25T06:00:00.000Z' })).toEqual([6]);
    expect(near({ end: '2026-11-24T20:00:00.000Z' })).toEqual([2]);
    expect(near({})).toEqual([0]);
  });

  it('leaves out what is far away, what lets it through, and maintenance windows', () => {
    expect(near({ start: '2026-11-29T00:00:00.000Z' })).toEqual([]);
    expect(near({}, 'emergency')).toEqual([]);
    expect(near({ kind: 'maintenance' })).toEqual([]);
  });
});
