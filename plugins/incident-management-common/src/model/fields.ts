import {
  entityRefSchema,
  sha256DigestSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** A line that says what is wrong. */
export const incidentTitleSchema = textSchema.min(3).max(200);
/** What somebody has to say about it. */
export const wordsSchema = textSchema.min(1).max(4000);
/** Why something is done. */
export const reasonSchema = textSchema.min(3).max(1000);
/** What is hit, the most important first. */
export const entitiesSchema = z
  .array(entityRefSchema)
  .min(1)
  .max(50)
  .transform(refs => [...new Set(refs)]);

/** Another record, and the digest of what was known of it. */
export const recordReferenceSchema = z.object({
  /** Its number, such as `CHG0000042`. */
  number: z.string().regex(/^[A-Z]{3}\d{7,}$/),
  /** Of the entry or answer that was relied on; absent where there was none to keep. */
  digest: sha256DigestSchema.optional(),
});
/** See {@link recordReferenceSchema}. */
export type RecordReference = z.output<typeof recordReferenceSchema>;
