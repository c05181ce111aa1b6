import { RiFlashlightLine } from '@remixicon/react';
import { placedEntries } from './placedEntries';

const window = (day: number) => ({
  start: `2026-11-${day}T10:00:00.000Z`,
  end: `2026-11-${day}T11:00:00.000Z`,
});
const entry = (id: string, when: object) => ({
  ...{ id, record: id, title: 'Slow answers', state: 'Planned' },
  ...when,
});

describe('what other areas show on the calendar', () => {
  it('stands at its own time or in the window of its change, and nowhere else', () => {
    const placed = placedEntries(
      { area: 'Drills', icon: RiFlashlightLine },
      [
        entry('DRL0000001', { window: window(24) }),
        entry('DRL0000002', { change: 'CHG0000042' }),
        entry('DRL0000003', { change: 'CHG0000043' }),
      ],
      [{ number: 'CHG0000042', window: window(25) }],
    );
    expect(placed).toMatchObject([
      { id: 'DRL0000001', area: 'Drills', window: window(24) },
      { id: 'DRL0000002', area: 'Drills', window: window(25) },
    ]);
  });
});
