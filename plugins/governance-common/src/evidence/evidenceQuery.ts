import { z } from 'zod';
import { refuseUnstorable } from '../model';

/** Which proof of a record is asked for. */
export const evidenceQuerySchema = z.strictObject({
  /**
   * A checkpoint kept from earlier, whole: the bundle then proves that the log has only grown since. It ends in one
   * newline, however it was kept.
   */
  since: z
    .string()
    .superRefine(refuseUnstorable)
    .min(1)
    .max(10_000)
    .transform(text => `${text.trimEnd()}\n`)
    .optional(),
});
export type EvidenceQuery = z.input<typeof evidenceQuerySchema>;
