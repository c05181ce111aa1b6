import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { derivedChangeFigures } from './derived';
import { countedFigures, figureOf, listsOf } from './figures';

const DAY = 86_400_000;
const begin = Date.UTC(2026, 10, 1);
const day = (n: number) => new Date(begin + n * DAY).toISOString();
const asked = { previousFrom: day(0), from: day(7), to: day(14) };

it('follows from the closings of changes what the tile counts of them', () => {
  const codes = fc.constantFrom(
    'successful' as const,
    'successful_issues' as const,
    'unsuccessful' as const,
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -2, max: 16 }), codes), {
        maxLength: 20,
      }),
      drawn => {
        const entries = drawn.map(
          ([at, code], n): LedgerEntry => ({
            ...{ id: `${n}`, type: 'change.closed' },
            subject: `CHG${String(n).padStart(7, '0')}`,
            actor: 'user:default/ada',
            occurredAt: day(at),
            data: { code, notes: 'As planned.' },
          }),
        );
        /** How long a list is whose filters are those of closed changes. */
        const lengthOf = (list: Record<string, unknown>) =>
          drawn.filter(([at, code]) => {
            const { closedFrom, closedTo, closeCode } = list;
            return (
              day(at) >= String(closedFrom) &&
              day(at) < String(closedTo) &&
              (closeCode === undefined || String(closeCode) === code)
            );
          }).length;
        const derived = derivedChangeFigures(entries, asked);
        const shown = countedFigures({
          ...asked,
          ...{ includeDemo: true, now: day(14) },
        })
          .filter(({ id }) => ['closed', 'successRate'].includes(id))
          .map(figure => figureOf(figure, listsOf(figure).map(lengthOf), {}));
        expect(derived).toHaveLength(2);
        for (const [i, figure] of derived.entries()) {
          expect(shown[i]).toMatchObject(figure);
        }
      },
    ),
  );
});
