import { BundleProof, LedgerEntry } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { StoryKind } from './story';

/** That an entry relies on something that was received, and is kept outside every log. */
export interface PayloadReference {
  /** What it was received of, such as the id of an alert. */
  of: string;
  /** What people call that. */
  name: string;
  /** SHA-256 of what was received. */
  digest: string;
  /** The entry that says so. */
  entryId: string;
}

/** What was received, as a portal hands it out: several of one thing, each as its text. */
export const keptPayloadsSchema = z.object({
  of: z.string(),
  payloads: z.array(z.object({ body: z.string() })),
});
/** See {@link keptPayloadsSchema}. */
export type KeptPayloads = z.output<typeof keptPayloadsSchema>;

/** What came of holding what was received against the entry that relies on it. */
export interface CheckedPayload extends PayloadReference {
  /** The record that relies on it. */
  from: string;
  /** `absent` where what was received is not there, and nobody can say. */
  outcome: 'agrees' | 'differs' | 'absent';
}

/**
 * Whether what was received is what the entries of proven bundles rely on.
 *
 * @param kept - Digests of what is there, by what it was received of.
 */
export function checkPayloads(
  proofs: readonly BundleProof[],
  kinds: readonly StoryKind[],
  kept: ReadonlyMap<string, ReadonlySet<string>>,
): CheckedPayload[] {
  const entries = new Map<string, LedgerEntry>(
    proofs
      .flatMap(proof => proof.entries)
      .map(({ entry }) => [entry.id, entry]),
  );
  return [...entries.values()].flatMap(entry => {
    const { subject } = entry;
    const kind = kinds.find(({ prefix, names }) =>
      names ? names(subject) : subject.startsWith(prefix),
    );
    return (kind?.payloads?.([entry]) ?? []).map(reference => ({
      ...reference,
      from: subject,
      outcome: outcomeOf(reference, kept.get(reference.of)),
    }));
  });
}

function outcomeOf(
  { digest }: PayloadReference,
  kept: ReadonlySet<string> | undefined,
): CheckedPayload['outcome'] {
  if (!kept || kept.size === 0) return 'absent';
  return kept.has(digest) ? 'agrees' : 'differs';
}
