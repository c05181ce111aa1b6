import { digestOf, Sha256Digest } from '@countersign/plugin-ledger-common';
import { ImportedContent } from './model';

/** What becomes of a record of another system that is brought. */
export const importOutcomes = [
  /** It is taken over. */
  'new',
  /** It is here already, and says the same. */
  'unchanged',
  /** It is here, says something else, and nobody asked to update it. */
  'differs',
  /** It is here, and now says what the other system says. */
  'updated',
  /** It cannot be taken over. */
  'refused',
] as const;
/** One of {@link importOutcomes}. */
export type ImportOutcome = (typeof importOutcomes)[number];

/** What a record that was taken over is known by in the ledger. */
export function importedDigest(content: ImportedContent): Sha256Digest {
  return digestOf(JSON.parse(JSON.stringify(content)));
}

/** Which fields of it differ, by their names. */
export function importedDifferences(
  before: ImportedContent,
  after: ImportedContent,
): (keyof ImportedContent)[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .map(field => field as keyof ImportedContent)
    .filter(
      field =>
        digestOf(JSON.parse(JSON.stringify([before[field] ?? null]))) !==
        digestOf(JSON.parse(JSON.stringify([after[field] ?? null]))),
    )
    .sort();
}

/**
 * What becomes of a record that is brought.
 *
 * @param known - What is here under the same system and number.
 * @param update - Whoever brings it wants what is here to be replaced where it differs.
 */
export function judgeImport(
  known: ImportedContent | undefined,
  brought: ImportedContent,
  { update }: { update: boolean },
): {
  outcome: Exclude<ImportOutcome, 'refused'>;
  differences: (keyof ImportedContent)[];
} {
  if (!known) return { outcome: 'new', differences: [] };
  const differences = importedDifferences(known, brought);
  if (!differences.length) return { outcome: 'unchanged', differences };
  return { outcome: update ? 'updated' : 'differs', differences };
}
