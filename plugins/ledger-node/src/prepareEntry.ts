import { InputError } from '@backstage/errors';
import {
  leafOf,
  ledgerEntrySchema,
  MAX_LEAF_BYTES,
  type LedgerEntry,
} from '@countersign/plugin-ledger-common';
import { z } from 'zod';

/**
 * Validates an entry and makes the leaf that stands for it for good.
 *
 * @throws InputError or CanonicalJsonError when the value cannot be recorded as it is
 */
export function prepareEntry(value: unknown): {
  entry: LedgerEntry;
  leaf: string;
} {
  const parsed = ledgerEntrySchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `Not a ledger entry: ${z.prettifyError(parsed.error)}`,
    );
  }
  const leaf = leafOf(parsed.data);
  const bytes = Buffer.byteLength(leaf);
  if (bytes > MAX_LEAF_BYTES) {
    throw new InputError(
      `The entry has ${bytes} bytes, the ledger takes ${MAX_LEAF_BYTES}: store what is large elsewhere and record its digest`,
    );
  }
  return { entry: parsed.data, leaf };
}
