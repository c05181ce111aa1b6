import {
  assembleProof,
  BUNDLE_FORMAT,
  CompactRange,
  formatCheckpoint,
  formatVerifierKey,
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
} from '@countersign/plugin-ledger-common';
import { generateKeyPairSync, sign } from 'crypto';

const usualOrigin = 'example.com/change-management';
const hasher = new TreeHasher();

function newSigner(origin: string): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    name: origin,
    publicKey: new Uint8Array(
      Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
    ),
    sign: async message => new Uint8Array(sign(null, message, privateKey)),
  };
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
  ) {
    this.#signer = newSigner(origin);
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
  async bundle(subject: string, since?: number): Promise<string> {
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
      },
      this.#signer,
    );
  }

  readonly #hashOf = ({ level, index }: NodeId) =>
    this.#nodes.get(`${level}/${index}`) ?? new Uint8Array(32);
}
