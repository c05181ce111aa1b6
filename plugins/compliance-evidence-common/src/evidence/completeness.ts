import { strictly } from '@countersign/plugin-governance-common';
import { z } from 'zod';

const countSchema = z.int().min(0);

/** What a source says of how complete its answer is. */
export const completenessSchema = strictly({
  /** How many records the source itself said it holds. */
  stated: countSchema.optional(),
  /** How many pages were read. */
  pages: countSchema.optional(),
  /** What is known to be missing, in words. */
  gaps: z.array(z.string()),
  /** What the source says of the work itself, such as the job's id and the bytes that it read. */
  statistics: z.record(z.string(), z.string()).optional(),
});
export type Completeness = z.output<typeof completenessSchema>;
