import {
  assembleProof,
  BUNDLE_FORMAT,
  cosignCheckpoint,
  formatAddCheckpoint,
  parseSignedNote,
  withSignatureLines,
  CompactRange,
  formatCheckpoint,
  formatVerifierKey,
  formatWitnessKey,
  LedgerEntry,
  leafOf,
  NodeId,
  NoteSigner,
  planConsistency,
  planInclusion,
  signBundle,
  signNote,
  toBase64,
  TreeHasher,
  verifierKey,
  witnessKey,
} from '@countersign/plugin-ledger-common';
import { newSigner } from '@countersign/plugin-ledger-common/testUtils';

const usualOrigin = 'example.com/change-management';
const hasher = new TreeHasher();

/** A size of the log that somebody else vouches for. */
export interface TestAnchor {
  size: number;
  witness?: NoteSigner;
  /** A token in base64. */
  timeStamp?: string;
}

/** A witness as others name it. */
export function witnessKeyOf({ name, publicKey }: NoteSigner): string {
  return formatWitnessKey(witnessKey(name, publicKey));
}

/** A log in memory with a key of its own, that exports bundles as the portal does. */
export class TestLog {
  readonly #signer: NoteSigner;
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #roots: Uint8Array[] = [];
  readonly #leaves: string[];

  constructor(
    readonly entries: LedgerEntry[],
    readonly origin: string = usualOrigin,
    signer: NoteSigner = newSigner(origin),
  ) {
    this.#signer = signer;
    this.#leaves = entries.map(leafOf);
    const tree = new CompactRange(hasher);
    this.#roots.push(tree.root());
    for (const leaf of this.#leaves) {
      tree.append(hasher.leaf(leaf), ({ level, index }, hash) =>
        this.#nodes.set(`${level}/${index}`, hash),
      );
      this.#roots.push(tree.root());
    }
  }

  get signer(): NoteSigner {
    return this.#signer;
  }

  get key(): string {
    return formatVerifierKey(verifierKey(this.origin, this.#signer.publicKey));
  }

  checkpoint(size = this.#leaves.length): Promise<string> {
    return signNote(
      formatCheckpoint({
        origin: this.origin,
        size,
        root: this.#roots[size],
      }),
      this.#signer,
    );
  }

  /** The evidence of one subject, with proof of growth since an older size when that is given. */
  async bundle(
    subject: string,
    since?: number,
    anchors: readonly TestAnchor[] = [],
  ): Promise<string> {
    const size = this.#leaves.length;
    const proof = (plan: ReturnType<typeof planInclusion>) =>
      assembleProof(plan, this.#hashOf, hasher).map(toBase64);
    return signBundle(
      {
        format: BUNDLE_FORMAT,
        origin: this.origin,
        exportedAt: '2026-12-01T00:00:00.000Z',
        checkpoint: await this.checkpoint(),
        checkpointSignedAt: '2026-11-30T00:00:00.000Z',
        verifierKeys: [this.key],
        contents: {
          kind: 'subject',
          subject,
          entries: this.entries.flatMap((entry, index) =>
            entry.subject === subject
              ? [
                  {
                    index,
                    leaf: this.#leaves[index],
                    proof: proof(planInclusion(index, size)),
                  },
                ]
              : [],
          ),
        },
        ...(since !== undefined && {
          consistency: {
            checkpoint: await this.checkpoint(since),
            proof: proof(planConsistency(since, size)),
          },
        }),
        ...(anchors.length > 0 && {
          anchors: await Promise.all(
            anchors.map(async ({ witness, ...anchor }) => ({
              checkpoint: await this.#cosigned(anchor.size, witness),
              proof:
                anchor.size < size
                  ? proof(planConsistency(anchor.size, size))
                  : [],
              ...(anchor.timeStamp && { timeStamp: anchor.timeStamp }),
            })),
          ),
        }),
      },
      this.#signer,
    );
  }

  async #cosigned(size: number, witness?: NoteSigner): Promise<string> {
    const note = await this.checkpoint(size);
    if (!witness) return note;
    const { text } = parseSignedNote(note);
    const at = new Date('2026-12-01T00:00:00Z');
    return withSignatureLines(note, [
      await cosignCheckpoint(text, witness, at),
    ]);
  }

  /** What a portal answers of its growth: the body of add-checkpoint. */
  async growth(from: number, to = this.#leaves.length): Promise<string> {
    return formatAddCheckpoint({
      oldSize: from,
      proof:
        from > 0 && from < to
          ? assembleProof(planConsistency(from, to), this.#hashOf, hasher)
          : [],
      checkpoint: await this.checkpoint(to),
    });
  }

  readonly #hashOf = ({ level, index }: NodeId) =>
    this.#nodes.get(`${level}/${index}`) ?? new Uint8Array(32);
}
