import { LedgerStatus } from '@countersign/plugin-change-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { countPendingEntries } from '../database/ledgerPending';

/** How far the ledger is: its latest signed checkpoint and what still waits for a place in it. */
export async function readLedgerStatus(
  db: Knex,
  ledger: Pick<Ledger, 'latestCheckpoint' | 'origin' | 'verifierKeys'>,
): Promise<LedgerStatus> {
  const checkpoint = await ledger.latestCheckpoint();
  return {
    origin: ledger.origin,
    checkpoint: checkpoint?.note,
    treeSize: checkpoint?.size ?? 0,
    pending: await countPendingEntries(db),
    verifierKeys: ledger.verifierKeys(),
  };
}
