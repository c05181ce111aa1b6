import { z } from 'zod';

/** How far a log is, as an API answers it. */
export const ledgerStatusSchema = z.object({
  origin: z.string(),
  /** A C2SP checkpoint, signed. */
  checkpoint: z.string().optional(),
  treeSize: z.int(),
  /** Entries that are committed and wait for their place. */
  pending: z.int(),
  /** C2SP verifier keys: `name+hash+base64`. */
  verifierKeys: z.array(z.string()),
});
export type LedgerStatus = z.output<typeof ledgerStatusSchema>;
