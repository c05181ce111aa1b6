import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** What the portal offers to those who verify packs elsewhere. */
export const verifierSchema = z.object({
  /** The page that verifies in a browser, as one file; absent where the portal has none. */
  page: z.object({ size: z.int(), sha256: sha256DigestSchema }).optional(),
});
export type Verifier = z.output<typeof verifierSchema>;
