import fc from 'fast-check';
import { CompactRange } from '../merkle/CompactRange';
import { assembleProof, planConsistency } from '../merkle/proofs';
import type { NodeId } from '../merkle/subtrees';
import { TreeHasher } from '../merkle/TreeHasher';
import { formatCheckpoint } from '../note/checkpoint';
import {
  cosignCheckpoint,
  verifyCosignatures,
  withSignatureLines,
} from '../note/cosignature';
import { parseSignedNote, signNote } from '../note/signedNote';
import {
  formatWitnessKey,
  parseWitnessKey,
  verifierKey,
  witnessKey,
} from '../note/verifierKey';
import { newSigner } from '../testUtils';
import { formatAddCheckpoint, parseAddCheckpoint } from './addCheckpoint';
import { judgeCheckpoint, WitnessJudgment } from './judgeCheckpoint';

const hasher = new TreeHasher();
const origin = 'example.com/log';

const log = newSigner(origin);
const logKeys = [verifierKey(origin, log.publicKey)];
const witness = newSigner('auditor.example/w1');
const witnessed = witnessKey(witness.name, witness.publicKey);

/** A log in memory: its signed checkpoints, and how it grew between two of them. */
function logOf(leaves: readonly string[]) {
  const nodes = new Map<string, Uint8Array>();
  const tree = new CompactRange(hasher);
  const roots = [tree.root()];
  for (const leaf of leaves) {
    tree.append(hasher.leaf(leaf), ({ level, index }, hash) =>
      nodes.set(`${level}/${index}`, hash),
    );
    roots.push(tree.root());
  }
  const hashOf = ({ level, index }: NodeId) => nodes.get(`${level}/${index}`)!;
  return {
    checkpoint: (size: number) =>
      signNote(formatCheckpoint({ origin, size, root: roots[size] }), log),
    growth: (from: number, to: number) =>
      from === 0 || from >= to
        ? []
        : assembleProof(planConsistency(from, to), hashOf, hasher),
  };
}

const codeOf = (judgment: WitnessJudgment) =>
  judgment.cosign ? 'cosign' : judgment.code;
const judge = (
  checkpoint: string,
  proof: Uint8Array[],
  oldSize: number,
  last?: string,
  keys = logKeys,
) =>
  judgeCheckpoint(
    { oldSize, proof, checkpoint },
    { logKeys: keys, lastOf: () => last, hasher },
  );

describe('a witness', () => {
  it('follows a log that grows, whatever its sizes, and no log that does anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat({ max: 39 }),
        async (a, b, at) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const leaves = Array.from({ length: to }, (_, i) => `entry ${i}`);
          const honest = logOf(leaves);
          const last = await honest.checkpoint(from);
          expect(
            codeOf(
              judge(
                await honest.checkpoint(to),
                honest.growth(from, to),
                from,
                last,
              ),
            ),
          ).toBe('cosign');
          const forged = logOf(
            leaves.map((leaf, i) => (i === at % from ? 'forged' : leaf)),
          );
          expect(
            codeOf(
              judge(
                await forged.checkpoint(to),
                forged.growth(from, to),
                from,
                last,
              ),
            ),
          ).toBe(from === to ? 'fork' : 'rewritten');
          const longer = logOf([...leaves, 'one more']);
          expect(
            codeOf(judge(last, [], to + 1, await longer.checkpoint(to + 1))),
          ).toBe('shrunk');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes the first checkpoint of a log as it is, and none of a log or key that it was not told of', async () => {
    const { checkpoint, growth } = logOf(['a', 'b', 'c']);
    expect(codeOf(judge(await checkpoint(3), [], 0))).toBe('cosign');
    expect(codeOf(judge(await checkpoint(3), growth(2, 3), 2))).toBe(
      'other-size',
    );
    expect(codeOf(judge(await checkpoint(3), [], 0, undefined, []))).toBe(
      'unknown-log',
    );
    const stranger = verifierKey(origin, newSigner(origin).publicKey);
    expect(
      codeOf(judge(await checkpoint(3), [], 0, undefined, [stranger])),
    ).toBe('unsigned');
    expect(codeOf(judge('no checkpoint', [], 0))).toBe('malformed');
  });

  it('is asked in the words of C2SP, which read back as they were written', async () => {
    const { checkpoint, growth } = logOf(['a', 'b', 'c', 'd', 'e']);
    const asked = {
      oldSize: 2,
      proof: growth(2, 5),
      checkpoint: await checkpoint(5),
    };
    const text = formatAddCheckpoint(asked);
    expect(text.split('\n')[0]).toBe('old 2');
    expect(parseAddCheckpoint(text)).toEqual(asked);
    expect(() => parseAddCheckpoint(text.replace('old 2', 'old 02'))).toThrow(
      'begins with "old N"',
    );
  });
});

describe('cosignatures', () => {
  it('tell who saw a checkpoint and when, and hold for nothing else', async () => {
    const { checkpoint } = logOf(['a', 'b']);
    const note = await checkpoint(2);
    const { text } = parseSignedNote(note);
    const line = await cosignCheckpoint(
      text,
      witness,
      new Date('2026-11-27T08:09:10.999Z'),
    );
    const cosigned = parseSignedNote(withSignatureLines(note, [line]));
    expect(verifyCosignatures(cosigned, [witnessed])).toEqual([
      { witness: witnessed, time: '2026-11-27T08:09:10Z' },
    ]);
    expect(verifyCosignatures(cosigned, [])).toEqual([]);
    const other = { ...cosigned, text: text.replace('2\n', '3\n') };
    expect(() => verifyCosignatures(other, [witnessed])).toThrow(
      'the cosignature by auditor.example/w1 does not verify',
    );
    // The same key as a log's signs something else: its ID is another one.
    const asLog = await signNote(text, witness);
    expect(verifyCosignatures(parseSignedNote(asLog), [witnessed])).toEqual([]);
  });

  it('are by keys of their own kind', () => {
    const text = formatWitnessKey(witnessed);
    expect(parseWitnessKey(text)).toEqual(witnessed);
    expect(() => parseWitnessKey('example.com/log+c1b3ddfd+AQAB')).toThrow(
      'type 0x01 is the key of a log',
    );
  });
});
