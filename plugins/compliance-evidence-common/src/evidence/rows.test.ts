import { canonicalJson } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { readResult } from './readResult';
import { rowLeafText } from './rowLeaf';

async function* once(text: string) {
  yield new TextEncoder().encode(text);
}

const leavesOf = async (csv: string, key?: string[]) => {
  const leaves = [];
  const { rows } = readResult(once(csv), { question: 'q', version: '1' }, key);
  for await (const { leaf } of rows) leaves.push(leaf);
  return leaves;
};

describe('rows of a result', () => {
  it('hashes the canonical JSON of a leaf', () => {
    fc.assert(
      fc.property(
        fc.record({
          question: fc.string(),
          version: fc.string(),
          position: fc.nat(),
          row: fc.string({ unit: 'grapheme' }),
          evidence: fc.array(fc.string()),
        }),
        leaf => {
          expect(rowLeafText(leaf)).toBe(canonicalJson(leaf));
        },
      ),
    );
  });

  it('takes each row exactly as it is written, with the evidence that it names', async () => {
    expect(
      await leavesOf(
        'id,evidence_id,note,ticket_evidence_id\na,e1,"x\r\n""y""",e2\nb,e1,,e1\nc,e1,"",\n',
      ),
    ).toEqual([
      {
        question: 'q',
        version: '1',
        position: 0,
        row: 'a,e1,"x\r\n""y""",e2',
        evidence: ['e1', 'e2'],
      },
      {
        question: 'q',
        version: '1',
        position: 1,
        row: 'b,e1,,e1',
        evidence: ['e1'],
      },
      {
        question: 'q',
        version: '1',
        position: 2,
        row: 'c,e1,"",',
        evidence: ['e1'],
      },
    ]);
  });

  it('refuses rows that could have come the other way round', async () => {
    await expect(leavesOf('id,n\na,1\na,2\n', ['id'])).rejects.toThrow(
      'Line 3: has the same id as the row before it',
    );
    expect(await leavesOf('id,n\na,1\na,2\n', ['id', 'n'])).toHaveLength(2);
  });
});
