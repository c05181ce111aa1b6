import { CalendarChange } from '@countersign/plugin-change-management-common';
import { stoppedChanges } from './stoppedChanges';

const change = (number: string, part: Partial<CalendarChange> = {}) =>
  ({
    number,
    state: 'scheduled',
    type: 'normal',
    environment: 'production',
    items: ['component:default/cart'],
    window: {
      start: '2026-11-27T22:00:00.000Z',
      end: '2026-11-27T23:00:00.000Z',
    },
    ...part,
  } as CalendarChange);
type Freeze = Parameters<typeof stoppedChanges>[0];
const every: Freeze = { items: [], environments: [], allowEmergency: true };
const times = [
  { start: '2026-11-27T22:30:00.000Z', end: '2026-11-28T00:00:00.000Z' },
];
const stopped = (form: Partial<Freeze>, ...changes: CalendarChange[]) =>
  stoppedChanges({ ...every, ...form }, times, changes).map(c => c.number);

describe('stoppedChanges', () => {
  it('are those under way or planned whose window overlaps, soonest first', () => {
    const before = {
      start: '2026-11-27T21:00:00.000Z',
      end: '2026-11-27T22:30:00.000Z',
    };
    const earlier = { start: before.start, end: '2026-11-27T22:31:00.000Z' };
    expect(
      stopped(
        {},
        change('CHG0000001'),
        change('CHG0000002', { window: before }),
        change('CHG0000003', { window: earlier }),
        change('CHG0000004', { state: 'closed' }),
        change('CHG0000005', { state: 'new' }),
      ),
    ).toEqual(['CHG0000003', 'CHG0000001']);
  });

  it('lets emergencies through unless it stops them too', () => {
    const emergency = change('CHG0000001', { type: 'emergency' });
    expect(stopped({}, emergency)).toEqual([]);
    expect(stopped({ allowEmergency: false }, emergency)).toEqual([
      'CHG0000001',
    ]);
  });

  it('keeps to its items and environments', () => {
    const all = [
      change('CHG0000001'),
      change('CHG0000002', { items: ['resource:default/orders-db'] }),
      change('CHG0000003', { environment: 'staging' }),
    ];
    expect(stopped({ items: ['resource:default/orders-db'] }, ...all)).toEqual([
      'CHG0000002',
    ]);
    expect(stopped({ environments: ['staging'] }, ...all)).toEqual([
      'CHG0000003',
    ]);
  });
});
