import fc from 'fast-check';
import { byUrgency, Waiting } from './urgency';

const instant = fc
  .date({
    min: new Date('2020-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());
const waiting: fc.Arbitrary<Waiting> = fc.record(
  {
    dueAt: fc.oneof(instant, fc.constant('soon')),
    since: fc.oneof(instant, fc.constant('')),
  },
  { requiredKeys: ['since'] },
);

describe('byUrgency', () => {
  it('puts what is due first first, and what has no deadline behind, longest waiting first', () => {
    const sorted = [
      { id: 'old', since: '2026-11-01T00:00:00.000Z' },
      { id: 'new', since: '2026-11-20T00:00:00.000Z' },
      {
        id: 'tomorrow',
        since: '2026-11-25T00:00:00.000Z',
        dueAt: '2026-11-27T00:00:00.000Z',
      },
      {
        id: 'overdue',
        since: '2026-11-25T00:00:00.000Z',
        dueAt: '2026-11-25T12:00:00.000Z',
      },
      // Written in another zone, it is due an hour before the one above.
      {
        id: 'longer overdue',
        since: '2026-11-26T00:00:00.000Z',
        dueAt: '2026-11-25T12:00:00+01:00',
      },
    ].sort(byUrgency);

    expect(sorted.map(({ id }) => id)).toEqual([
      'longer overdue',
      'overdue',
      'tomorrow',
      'old',
      'new',
    ]);
  });

  it('orders whatever areas contribute, the same from every side', () => {
    fc.assert(
      fc.property(waiting, waiting, waiting, (a, b, c) => {
        // `+ 0` because there is a negative zero.
        expect(byUrgency(a, b) + 0).toBe(-byUrgency(b, a) + 0);
        const inOrder = byUrgency(a, b) <= 0 && byUrgency(b, c) <= 0;
        expect(inOrder && byUrgency(a, c) > 0).toBe(false);
      }),
    );
  });
});
