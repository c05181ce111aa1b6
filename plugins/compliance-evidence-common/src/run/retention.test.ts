import fc from 'fast-check';
import { judgeErasure, LegalHold, retentionEnds } from './retention';

const DAY = 86_400_000;
const ended = {
  number: 'RUN0000007',
  report: 'access',
  state: 'completed',
  endedAt: '2026-01-01T00:00:00.000Z',
} as const;
const days = fc.integer({ min: 1, max: 36_600 });
const hold: fc.Arbitrary<LegalHold> = fc.record(
  {
    report: fc.constantFrom('access', 'daily'),
    run: fc.constantFrom('RUN0000007', 'RUN0000008'),
    reason: fc.constant('Case 12'),
  },
  { requiredKeys: ['reason'] },
);

describe('erasing the evidence of a run', () => {
  it('waits for the last day that its report demands, and for every hold', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 40_000 }),
        fc.array(hold, { maxLength: 3 }),
        (retentionDays, after, holds) => {
          const at = new Date(
            Date.parse(ended.endedAt) + after * DAY,
          ).toISOString();
          const held = holds.some(
            ({ report = 'access', run = 'RUN0000007' }) =>
              report === 'access' && run === 'RUN0000007',
          );
          expect(judgeErasure(ended, { retentionDays, holds, at }).ok).toBe(
            after >= retentionDays && !held,
          );
        },
      ),
    );
  });

  it.each(['queued', 'running'] as const)(
    'is refused while it is %s, whatever the day, also where it had ended before',
    state => {
      for (const endedAt of [undefined, ended.endedAt]) {
        expect(
          judgeErasure(
            { ...ended, state, endedAt },
            { retentionDays: 1, holds: [], at: '2099-01-01T00:00:00.000Z' },
          ),
        ).toMatchObject({ ok: false, refusal: { guard: 'state' } });
      }
    },
  );

  it('may be on the day that retention ends, to the millisecond', () => {
    fc.assert(
      fc.property(days, retentionDays => {
        const at = retentionEnds(ended.endedAt, retentionDays);
        const before = new Date(Date.parse(at) - 1).toISOString();
        const judged = (moment: string) =>
          judgeErasure(ended, { retentionDays, holds: [], at: moment }).ok;
        expect([judged(before), judged(at)]).toEqual([false, true]);
      }),
    );
  });
});
