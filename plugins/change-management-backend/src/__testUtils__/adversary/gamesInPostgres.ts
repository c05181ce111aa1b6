import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openChangeDatabase } from '../../database/changeDatabase';
import { openLedger } from '../ledger';
import { Games, gamesOver } from './gamesInMemory';

/** Games over PostgreSQL, one after another in the same database. */
export async function gamesInPostgres(knex: Knex): Promise<Games> {
  await commitFast(knex);
  await openChangeDatabase(mockServices.database({ knex }));
  const ledger = await openLedger(knex, { isNew: true });
  return gamesOver({
    knex,
    ledger,
    entriesOf: async number =>
      (await ledger.entriesOf(number)).map(({ entry }) => entry),
  });
}

/** What a crash would lose is nothing to a game; waiting for the disk is most of its time. */
async function commitFast(knex: Knex): Promise<void> {
  await knex.raw('SET synchronous_commit = off');
  await knex.raw(`
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
    END $$`);
}
