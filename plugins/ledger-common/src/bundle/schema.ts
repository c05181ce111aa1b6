import { z } from 'zod';
import { canonicalJson } from '../canonical/canonicalJson';
import { fromBase64 } from '../bytes';
import { HASH_BYTES } from '../merkle/TreeHasher';

/** The format's name, in each bundle and in the statement that is signed over it. */
export const BUNDLE_FORMAT = 'countersign-bundle/v1';

const hash = z.string().refine(text => {
  try {
    return fromBase64(text).length === HASH_BYTES;
  } catch {
    return false;
  }
}, 'must be a SHA-256 hash in canonical base64');

const base64 = z
  .string()
  .min(1)
  .max(100_000)
  .refine(text => {
    try {
      return fromBase64(text).length > 0;
    } catch {
      return false;
    }
  }, 'must be canonical base64');

const instant = z.iso.datetime({ precision: 3 });

/** Whose entries were asked for. */
const askedFor = {
  subject: z.string().min(1),
  /** Only entries that occurred at or after this instant were asked for. */
  since: instant.optional(),
  /** Only entries that occurred at or before this instant were asked for. */
  upTo: instant.optional(),
};

/** Entries in the order of the log, each with its own inclusion proof. */
const provenEntries = z
  .array(
    z.strictObject({
      index: z.int().min(0),
      /** The exact leaf: the canonical JSON of the entry. */
      leaf: z.string(),
      /** From the leaf's sibling up to the root's child. */
      proof: z.array(hash).max(64),
    }),
  )
  .min(1);

/** The entries about one subject. */
const subjectContents = z.strictObject({
  kind: z.literal('subject'),
  ...askedFor,
  entries: provenEntries,
});

/** The entries about several subjects of one log that belong together, each asked for once. */
const subjectsContents = z.strictObject({
  kind: z.literal('subjects'),
  subjects: z
    .array(z.strictObject(askedFor))
    .min(1)
    .max(10_000)
    .refine(
      all => new Set(all.map(({ subject }) => subject)).size === all.length,
      'must name each subject once',
    ),
  entries: provenEntries,
});

/** Consecutive entries, with one proof for all: the hashes of what lies left and right of them. */
const rangeContents = z.strictObject({
  kind: z.literal('range'),
  /** Index of the first leaf; the others follow without a gap. */
  first: z.int().min(0),
  leaves: z.array(z.string()).min(1),
  /** Hashes of the perfect subtrees that cover the leaves before the first, from left to right. */
  left: z.array(hash).max(64),
  /** Hashes of the perfect subtrees that cover the leaves after the last, from left to right. */
  right: z.array(hash).max(128),
});

/** A checkpoint that somebody else vouches for: witnesses by cosignatures, an authority by a time stamp. */
const anchor = z.strictObject({
  /** A C2SP signed note of this log, with the cosignatures below its own signature. */
  checkpoint: z.string(),
  /** That the log of this checkpoint grew into that of the bundle; none where they are of one size. */
  proof: z.array(hash).max(128),
  /** An RFC 3161 time stamp token over the text of the checkpoint, in DER. */
  timeStamp: base64.optional(),
});

/** Everything in a bundle but the signature over it. */
export const unsignedBundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  /** Names the log. */
  origin: z.string().min(1),
  /** When the bundle was made, by the clock of whoever made it. */
  exportedAt: instant,
  /** The checkpoint all proofs lead to: a C2SP signed note. */
  checkpoint: z.string(),
  /** When that checkpoint was signed, by the same clock. */
  checkpointSignedAt: instant,
  /** Keys that sign for this log, as C2SP verifier keys. Information only: trust comes from the verifier. */
  verifierKeys: z.array(z.string()).min(1).max(64),
  contents: z.discriminatedUnion('kind', [
    subjectContents,
    subjectsContents,
    rangeContents,
  ]),
  /** That the log of an older checkpoint grew into this one without a change. */
  consistency: z
    .strictObject({
      /** The older checkpoint: a C2SP signed note. */
      checkpoint: z.string(),
      proof: z.array(hash).max(128),
    })
    .optional(),
  /** Checkpoints that others vouch for, where there are any. */
  anchors: z.array(anchor).min(1).max(16).optional(),
});

/** The JSON of an evidence bundle. */
export const bundleSchema = unsignedBundleSchema.extend({
  /** A C2SP signed note over the SHA-256 of the canonical JSON of everything else. */
  signature: z.string(),
});

/** Everything in a bundle but the signature over it. */
export type UnsignedBundle = z.infer<typeof unsignedBundleSchema>;

/** An evidence bundle: entries of a log with all it takes to check them offline. */
export type Bundle = z.infer<typeof bundleSchema>;

/**
 * The exact content of a bundle's file: canonical JSON and a newline. One bundle has one spelling, so that no byte of
 * the file can change unnoticed.
 */
export function bundleFile(bundle: Bundle): string {
  return `${canonicalJson(bundle)}\n`;
}
