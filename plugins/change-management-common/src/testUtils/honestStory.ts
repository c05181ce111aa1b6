import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Tale } from './Tale';

/**
 * The whole life of a normal change, told honestly: opened, approved by its owner, let through, deployed and closed.
 */
export function honestStory(): LedgerEntry[] {
  return Tale.approved().gate().report().close().entries;
}
