import { z } from 'zod';
import { canonicalJson, type LedgerJson } from './canonical/canonicalJson';

/** The longest leaf a log takes, in UTF-8 bytes. What is larger is stored elsewhere and recorded by its digest. */
export const MAX_LEAF_BYTES = 1024 * 1024;

/** A line of readable text: no control characters, no blanks at its ends. */
const name = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}]+$/u, 'must not contain control characters')
  .refine(text => text.trim() === text, 'must not begin or end with a blank');

/**
 * One thing that was decided or happened, as the ledger records it.
 */
export const ledgerEntrySchema = z.strictObject({
  /** Names this entry, so that the same fact is never recorded twice. */
  id: z.uuid(),
  /** A dotted verb: `change.approved`. */
  type: z
    .string()
    .max(128)
    .regex(
      /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/,
      'must be a dotted verb such as change.approved',
    ),
  /** The record it is about: a record's number or an entity ref. */
  subject: name,
  /** Who did it: a user entity ref, or a service principal such as `plugin:change-management`. */
  actor: name,
  /** When it happened, as its plugin saw it: ISO 8601 in UTC, ending in Z. */
  occurredAt: z.iso.datetime({ precision: 3 }),
  /**
   * Position among this subject's numbered entries, from 1 on with no gaps. Present only where whoever appends holds
   * a lock on the subject's record; it lets a verifier see that no entry in the middle was left out.
   */
  subjectSequence: z.int().min(1).optional(),
  /** What was decided, and on what grounds. */
  data: z.custom<LedgerJson>(value => value !== undefined, 'is required'),
});

/** One thing that was decided or happened, as the ledger records it. */
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/**
 * What a plugin hands to the ledger: everything but what the ledger fills in.
 *
 * `data` is any plain JSON. A `Date`, `undefined`, NaN, a class instance and whatever else JSON would drop or bend is
 * refused rather than recorded differently from what was meant.
 */
export type LedgerEntryInput = Omit<
  LedgerEntry,
  'id' | 'data' | 'subjectSequence'
> & {
  /** Chosen by the ledger when absent. */
  id?: string;
  data: unknown;
};

/**
 * The leaf of an entry: its RFC 8785 canonical JSON. Its UTF-8 bytes are what the Merkle tree holds.
 *
 * @throws CanonicalJsonError when `data` holds what JSON cannot
 */
export function leafOf(entry: LedgerEntry): string {
  return canonicalJson(entry);
}

/**
 * Reads a leaf back.
 *
 * @throws SyntaxError or ZodError when the leaf is not exactly the canonical form of an entry
 */
export function parseLeaf(leaf: string): LedgerEntry {
  const entry = ledgerEntrySchema.parse(JSON.parse(leaf));
  if (leafOf(entry) !== leaf) {
    throw new SyntaxError('the leaf is not in canonical form (RFC 8785)');
  }
  return entry;
}
