import { StoryKind } from '@countersign/plugin-governance-common';
import { bundlesFile, verifyBundle } from '@countersign/plugin-ledger-common';
import { readRefusal } from '../../api';
import { ProofSource } from '../../records';

/** The evidence of a record with that of the records it relies on, whatever logs these are in. */
export interface Chain {
  /** All bundles as one file. */
  bytes: Uint8Array;
  /** Of all logs that are in it. */
  keys: string[];
  /** The records that it relies on and that are in it. */
  with: string[];
  /** Those that are not, and what was said of it; nothing where no area here has such records. */
  without: { number: string; reason?: string }[];
}

/** Fetches the evidence of a record and of those it relies on: one that cannot be had keeps no other out. */
export async function gatherChain(options: {
  number: string;
  source: ProofSource;
  references: NonNullable<StoryKind['references']>;
  proofOf(number: string): ProofSource | undefined;
}): Promise<Chain> {
  const { number, references, proofOf } = options;
  const own = await fetchOne(number, options.source);
  const { proven, problems } = verifyBundle(own.bytes, {
    trustedKeys: own.keys,
  });
  // What does not verify says of nothing what it relies on.
  if (!proven) throw new Error(problems.map(each => each.message).join(' '));
  const entries = proven.entries.map(({ entry }) => entry);
  const reliedOn = new Set(references(entries).map(each => each.number));
  reliedOn.delete(number);
  const others = await Promise.all(
    [...reliedOn].map(async other => {
      const source = proofOf(other);
      try {
        return source ? await fetchOne(other, source) : { number: other };
      } catch (error) {
        return { number: other, reason: readRefusal(error).message };
      }
    }),
  );
  const found = others.flatMap(other => ('bytes' in other ? [other] : []));
  return {
    bytes: bundlesFile([own, ...found].map(({ bytes }) => bytes)),
    keys: [...new Set([own, ...found].flatMap(({ keys }) => keys))],
    with: found.map(other => other.number),
    without: others.filter(other => !('bytes' in other)),
  };
}

async function fetchOne(number: string, source: ProofSource) {
  const [bytes, { verifierKeys: keys }] = await Promise.all([
    source.getEvidence(number),
    source.getLedgerStatus(),
  ]);
  return { number, bytes, keys };
}
