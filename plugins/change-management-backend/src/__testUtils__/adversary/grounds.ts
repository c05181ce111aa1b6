import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../../database/migrate';
import { openLedger } from '../ledger';
import { MemoryCatalog } from '../memory/MemoryCatalog';
import { MemoryLedger } from '../memory/MemoryLedger';
import { createMemoryStores } from '../memory/memoryStores';
import { ChangeArena, Ground } from './ChangeArena';
import { estate, readPlans } from './estate';
import { Oracle } from './oracle/Oracle';

const BEGINS = Date.parse('2026-06-01T08:00:00Z');
/** Games that share their records are so far apart that they do not meet. */
const APART = 100 * 24 * 3600 * 1000;

/** Opens an arena for each game. */
export type Games = () => Promise<ChangeArena>;

/** Games over stores in memory; with `shared` records, one after another over the same. */
export async function gamesInMemory(
  options: { shared?: boolean } = {},
): Promise<Games> {
  const fresh = () => {
    const stores = createMemoryStores({ includeDemo: false });
    const ledger = new MemoryLedger(stores.database);
    return {
      knex: stores.database.handle,
      stores,
      ledger,
      entriesOf: async (number: string) => ledger.entries(number),
    };
  };
  if (options.shared) return gamesOver(fresh());
  const plans = await plansOfGames();
  return async () =>
    new ChangeArena({ ...fresh(), plans, begins: BEGINS }, new Oracle(plans));
}

/** Games over PostgreSQL, one after another in the same database. */
export async function gamesInPostgres(knex: Knex): Promise<Games> {
  const database = mockServices.database({ knex });
  await commitFast(knex);
  await openDatabase(database);
  const ledger = await openLedger(knex, { isNew: true });
  return gamesOver({
    knex,
    ledger,
    entriesOf: async number =>
      (await ledger.entriesOf(number)).map(({ entry }) => entry),
  });
}

async function gamesOver(
  ground: Omit<Ground, 'plans' | 'begins'>,
): Promise<Games> {
  const plans = await plansOfGames();
  let begins = BEGINS;
  return async () => {
    begins += APART;
    return new ChangeArena({ ...ground, plans, begins }, new Oracle(plans));
  };
}

/** What a crash would lose is nothing to a game; waiting for the disk is most of its time. */
async function commitFast(knex: Knex): Promise<void> {
  await knex.raw('SET synchronous_commit = off');
  await knex.raw(`
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
    END $$`);
}

async function plansOfGames() {
  return readPlans(await new MemoryCatalog(estate).graph());
}
