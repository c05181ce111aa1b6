import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { derivedDrillFigures } from './derived';
import { drillDashboardFigures } from './figures';

const DAY = 86_400_000;
const begin = Date.UTC(2026, 10, 1);
const day = (n: number) => new Date(begin + n * DAY).toISOString();
const asked = { previousFrom: day(0), from: day(7), to: day(14) };

/** A drill that ended, with what came of it. */
const drill = (
  n: number,
  at: number,
  outcome: 'passed' | 'failed',
  missed: boolean,
): LedgerEntry[] =>
  [
    [
      'drill.planned',
      {
        ...{ title: 'Slow', entity: 'component:default/api' },
        ...{ experiment: `sha256:${'0'.repeat(64)}`, change: 'CHG0000007' },
        ...{ targets: ['http://api:8080'], budgets: [] },
      },
    ] as const,
    ['drill.started', { world: {} }] as const,
    [
      'drill.ended',
      { outcome, reasons: [], journal: `sha256:${'b'.repeat(64)}` },
    ] as const,
    ['drill.measured', { missed, spent: {} }] as const,
  ].map(([type, data], i) => ({
    ...{ id: `${n} ${i}`, type, data: data as LedgerEntry['data'] },
    subject: `DRL${String(n).padStart(7, '0')}`,
    actor: 'user:default/ada',
    occurredAt: day(at),
  }));

it('follows from the entries of drills what the tile counts of them', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: -2, max: 16 }),
          fc.constantFrom<'passed' | 'failed'>('passed', 'failed'),
          fc.boolean(),
        ),
        { maxLength: 12 },
      ),
      drawn => {
        const countsOf = (from: number, to: number) => {
          const ended = drawn.filter(([at]) => at >= from && at < to);
          return {
            ended: ended.length,
            passed: ended.filter(([, outcome]) => outcome === 'passed').length,
            missed: ended.filter(([, , missed]) => missed).length,
          };
        };
        const shown = new Map(
          drillDashboardFigures({
            asked,
            counts: { now: countsOf(7, 14), before: countsOf(0, 7) },
            due: [],
            at: day(14),
          }).map(figure => [figure.id, figure]),
        );
        const derived = derivedDrillFigures(
          drawn.flatMap((each, n) => drill(n, ...each)),
          asked,
        );
        expect(derived.map(({ id }) => id)).toEqual([
          'ended',
          'passed',
          'missed',
        ]);
        for (const figure of derived) {
          expect(shown.get(figure.id)).toMatchObject(figure);
        }
      },
    ),
  );
});
