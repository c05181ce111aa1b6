import fc from 'fast-check';
import { causesBetween, ComparedRun, coversScope } from './causes';
import { ComparedRow, compareRows, RowDifference } from './rows';

const run = (fields: Partial<ComparedRun> = {}): ComparedRun => ({
  number: 'RUN0000001',
  report: 'sox-access',
  parameters: { quarter: '2026Q3', clusters: ['payments-eu'] },
  evidence: [
    {
      id: 'E1',
      source: 'iam',
      sha256: 'sha256:1',
      queryText: 'SELECT 1',
      schemaFingerprint: 'sha256:s',
    },
  ],
  questions: [
    {
      name: 'grants',
      version: '1',
      queryDigest: 'sha256:q',
      columns: ['id', 'who', 'evidence_id'],
      key: ['id'],
    },
  ],
  ...fields,
});
const columns = ['id', 'who', 'evidence_id'];
async function* stream(rows: readonly (readonly (string | null)[])[]) {
  for (const [position, values] of rows.entries()) {
    yield { position, values } satisfies ComparedRow;
  }
}
async function compared(
  older: readonly (readonly (string | null)[])[],
  newer: readonly (readonly (string | null)[])[],
  causes = causesBetween(run(), run(), 'grants'),
  scope = [run(), run()],
): Promise<RowDifference[]> {
  const all: RowDifference[] = [];
  for await (const each of compareRows({
    older: { columns, rows: stream(older) },
    newer: { columns, rows: stream(newer) },
    key: ['id'],
    causes,
    scope,
  })) {
    all.push(each);
  }
  return all;
}

describe('what differs between two runs', () => {
  it('names query, scope, schema and source, each with what it was and what it is', () => {
    const [evidence] = run().evidence;
    const [question] = run().questions;
    const causes = (newer: Partial<ComparedRun>) =>
      causesBetween(run(), run(newer), 'grants');
    expect(causes({})).toEqual([]);
    expect(
      causes({
        questions: [{ ...question, version: '2', queryDigest: 'sha256:r' }],
      }),
    ).toEqual([
      {
        ...{ kind: 'query', name: 'grants' },
        older: 'version 1, sha256:q',
        newer: 'version 2, sha256:r',
      },
    ]);
    expect(
      causes({ parameters: { quarter: '2026Q4', clusters: ['a', 'b'] } }),
    ).toEqual([
      {
        ...{ kind: 'scope', name: 'clusters' },
        ...{ older: 'payments-eu', newer: 'a, b' },
      },
      {
        ...{ kind: 'scope', name: 'quarter' },
        ...{ older: '2026Q3', newer: '2026Q4' },
      },
    ]);
    expect(
      causes({ evidence: [{ ...evidence, schemaFingerprint: 'sha256:t' }] }),
    ).toEqual([
      {
        ...{ kind: 'schema', name: 'iam' },
        ...{ older: 'sha256:s', newer: 'sha256:t' },
      },
    ]);
    expect(causes({ evidence: [{ ...evidence, sha256: 'sha256:2' }] })).toEqual(
      [
        {
          ...{ kind: 'source', name: 'iam' },
          ...{ older: 'sha256:1', newer: 'sha256:2' },
        },
      ],
    );
    expect(
      causes({ evidence: [{ ...evidence, queryText: 'SELECT 2' }] }),
    ).toEqual([
      {
        ...{ kind: 'query', name: 'iam' },
        ...{ older: 'SELECT 1', newer: 'SELECT 2' },
      },
    ]);
    // What is asked for now, and was not.
    expect(causes({ parameters: { ...run().parameters, day: 'x' } })).toEqual([
      { kind: 'scope', name: 'day', newer: 'x' },
    ]);
  });

  it('covers a scope when nothing of it is left out', () => {
    const seen = { quarter: '2026Q3', clusters: ['a', 'b'] };
    expect(
      coversScope(seen, { quarter: '2026Q4', clusters: ['b', 'a', 'c'] }),
    ).toBe(true);
    expect(coversScope(seen, { quarter: '2026Q3', clusters: ['a'] })).toBe(
      false,
    );
    expect(coversScope(seen, { quarter: '2026Q3', clusters: [] })).toBe(true);
    expect(coversScope({ clusters: [] }, { clusters: ['a'] })).toBe(false);
    expect(coversScope(seen, { clusters: ['a', 'b'] })).toBe(false);
  });
});

describe('rows of two runs', () => {
  const cell = fc.option(fc.constantFrom('a', 'b', 'Ä', '日本'), {
    nil: null,
  });
  const rows = fc.array(
    fc.tuple(fc.constantFrom('1', '2', '3', '4'), cell, fc.string()),
    { maxLength: 10 },
  );

  it('turn the one answer into the other, whatever the order and however many share a key', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (older, newer) => {
        const all = await compared(older, newer);
        const place = (row?: ComparedRow) => row?.position;
        const removed = all.filter(({ kind }) => kind === 'removed');
        const changed = all.filter(({ kind }) => kind === 'changed');
        const added = all.filter(({ kind }) => kind === 'added');
        const left = older.filter(
          (_, i) =>
            ![...removed, ...changed].some(each => place(each.older) === i),
        );
        const made = [
          ...left,
          ...[...changed, ...added].map(({ newer: row }) => row!.values),
        ];
        const text = (list: readonly (readonly (string | null)[])[]) =>
          list.map(([id, who]) => JSON.stringify([id, who])).sort();
        expect(text(made)).toEqual(text(newer));
      }),
    );
  });

  it('are none where the same was answered under other names of evidence', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.string(), async (answer, id) => {
        const renamed = answer.map(([key, who]) => [key, who, id]);
        expect(await compared(answer, renamed)).toEqual([]);
      }),
    );
  });

  it('have the cause of their own where scope explains them, and none where nothing does', async () => {
    const grown = run({
      parameters: { quarter: '2026Q3', clusters: ['payments-eu', 'orders'] },
      evidence: [{ ...run().evidence[0], sha256: 'sha256:2' }],
    });
    const causes = causesBetween(run(), grown, 'grants');
    const differences = await compared(
      [['1', 'payments-eu', 'E1']],
      [
        ['1', 'payments-eu', 'E2'],
        ['2', 'orders', 'E2'],
        ['3', 'payments-eu', 'E2'],
      ],
      causes,
      [run(), grown],
    );
    expect(
      differences.map(({ kind, key, causes: why }) => [kind, key[0], why]),
    ).toEqual([
      ['added', '2', ['scope']],
      ['added', '3', ['source']],
    ]);
    const [unexplained] = await compared([], [['1', 'a', 'E1']]);
    expect(unexplained.causes).toEqual([]);
  });
});
