import { Knex } from 'knex';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { openChangeDatabase } from '../src/database/changeDatabase';
import { approve, giveFacts, loadChanges } from './load';

/**
 * Makes the tables and fills them, with approvals of production changes that are due, as autovacuum leaves a database in
 * use: with statistics, and a visibility map for index-only scans.
 *
 * @returns the numbers of the approved changes
 */
export async function fillDatabase(
  knex: Knex,
  size: { total: number; planned: number; approved: number },
  policyDigest: Sha256Digest,
): Promise<string[]> {
  await openChangeDatabase({ getClient: async () => knex });
  await loadChanges(knex, size.total, size.planned, policyDigest);
  await giveFacts(knex);
  const due: { number: string }[] = await knex('changes')
    .where({ state: 'scheduled', environment: 'production', type: 'normal' })
    .orderBy('window_start')
    .limit(size.approved)
    .select('number');
  const numbers = due.map(({ number }) => number);
  await approve(knex, numbers, policyDigest);
  await knex.raw('VACUUM ANALYZE');
  // What was written is on the disk before anything is measured.
  await knex.raw('CHECKPOINT');
  return numbers;
}
