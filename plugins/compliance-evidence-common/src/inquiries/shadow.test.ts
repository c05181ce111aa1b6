import fc from 'fast-check';
import { csvLine } from '../sql/statements';
import { readResult } from '../evidence/readResult';
import { parityOf, ShadowDay } from './parity';
import { sameValue } from './sameValue';
import { holdAgainst, isParity, matchColumns, readHandTable } from './shadow';

async function* bytes(text: string) {
  yield Buffer.from(text);
}
const answer = (rows: (string | null)[][]) =>
  readResult(
    bytes([['id', 'amount'], ...rows].map(row => csvLine(row)).join('')),
    { question: 'q', version: '1' },
  );
const columns = [
  { column: 'id', header: 'Id' },
  { column: 'amount', header: 'Amount' },
];

describe('an answer that is held against work by hand', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 20 }).map(String),
    fc.constantFrom('1', '2.5', '', 'n/a'),
  );
  const table = fc.uniqueArray(row, { selector: ([id]) => id, maxLength: 20 });

  it('counts every row and cell once, whatever differs', async () => {
    await fc.assert(
      fc.asyncProperty(table, table, async (run, byHand) => {
        const { outcome, differences } = await holdAgainst(
          answer(run),
          { header: ['Id', 'Amount'], rows: byHand },
          { key: ['id'], columns },
        );
        const { same, differ, onlyInRun, onlyByHand, cellsDiffer } = outcome;
        expect(same + differ + onlyInRun).toBe(run.length);
        expect(same + differ + onlyByHand).toBe(byHand.length);
        expect(differences).toHaveLength(cellsDiffer + onlyInRun + onlyByHand);
        const sorted = (rows: string[][]) => JSON.stringify([...rows].sort());
        expect(isParity(outcome)).toBe(sorted(run) === sorted(byHand));
      }),
    );
  });

  it.each([
    ['1.10', '1.1', true],
    ['-0', '0.00', true],
    ['12345678901234567890.5', '12345678901234567890.50', true],
    ['12345678901234567890.5', '12345678901234567891.5', false],
    ['2026-07-01 08:00:00+00', '2026-07-01T10:00+02:00', true],
    ['2026-07-01 08:00:00+00', '2026-07-01 08:00', true],
    ['2026-07-01', '2026-07-02', false],
    ['t', 'TRUE', true],
    ['t', 'f', false],
    [null, '  ', true],
    ['Åsa', 'Åsa ', true],
    ['1', 'l', false],
  ])('takes %j and %j for the same: %j', (run, byHand, same) => {
    expect(sameValue(run, byHand)).toBe(same);
  });

  it('names what does not fit, before anything is compared', async () => {
    const read = await readHandTable(
      bytes('\uFEFFId,Amount,Amount\n1,2,3\n,,\n'),
    );
    expect(read.rows).toHaveLength(1);
    const { problems } = matchColumns(['id', 'amount'], read, ['id', 'idd'], {
      amunt: 'Sum',
    });
    expect(problems.map(({ message }) => message).join('\n')).toBe(
      [
        'has two columns Amount',
        'amunt is no column of the answer (did you mean amount?)',
        'Sum is no header of the file',
        'nothing in the file stands for id: name its header under columns; the file has Id, Amount, Amount',
        'idd is no column of the answer (did you mean id?)',
      ].join('\n'),
    );
    await expect(readHandTable(bytes('a,b\n1\n'))).rejects.toThrow(
      'has 1 fields where the header has 2',
    );
  });
});

describe('the record of a shadow run', () => {
  const day = (i: number, matches = true, at = i): ShadowDay => ({
    inquiry: `INQ${at}`,
    run: `RUN${i}`,
    at: new Date(Date.UTC(2026, 10, 1 + at, 7)).toISOString(),
    period: {
      start: new Date(Date.UTC(2026, 10, i)).toISOString(),
      end: new Date(Date.UTC(2026, 10, i + 1)).toISOString(),
    },
    matches,
  });
  const days = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => day(from + i));

  it('is trusted after so many days in a row, and no day sooner', () => {
    expect(parityOf(days(1, 13)).trusted).toBe(false);
    expect(parityOf(days(1, 14)).trusted).toBe(true);
  });

  it('begins anew after a difference or a day without a record', () => {
    const differs = parityOf([...days(1, 5), day(6, false), ...days(7, 9)]);
    expect(differs).toMatchObject({
      inARow: 3,
      broken: { by: 'difference', at: '2026-11-06T00:00:00.000Z' },
    });
    expect(parityOf([...days(1, 5), ...days(7, 9)])).toMatchObject({
      inARow: 3,
      broken: { by: 'gap', at: '2026-11-06T00:00:00.000Z' },
    });
  });

  it('counts a day once, as it was held last', () => {
    const again = parityOf([...days(1, 3), day(2, false, 20)]);
    expect(again.inARow).toBe(1);
    expect(again.days).toHaveLength(3);
    expect(parityOf([...days(1, 3), day(3), day(3)]).inARow).toBe(3);
  });
});
