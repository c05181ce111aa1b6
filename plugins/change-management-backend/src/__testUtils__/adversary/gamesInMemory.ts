import { MemoryLedger } from '@countersign/plugin-governance-test-utils';
import { MemoryCatalog } from '../memory/MemoryCatalog';
import { createMemoryStores } from '../memory/memoryStores';
import { ChangeArena, Ground } from './ChangeArena';
import { estate, Plans, readPlans } from './estate';
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
    const ledger = new MemoryLedger(
      stores.database,
      'memory/change-management',
    );
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
    ChangeArena.open({ ...fresh(), plans, begins: BEGINS }, new Oracle(plans));
}

/** Games one after another over the same records. */
export async function gamesOver(
  ground: Omit<Ground, 'plans' | 'begins'>,
): Promise<Games> {
  const plans = await plansOfGames();
  let begins = BEGINS;
  return async () => {
    begins += APART;
    return ChangeArena.open({ ...ground, plans, begins }, new Oracle(plans));
  };
}

let plansRead: Promise<Plans> | undefined;

/** Read once: hiding their secrets takes its time. */
function plansOfGames(): Promise<Plans> {
  plansRead ??= new MemoryCatalog(estate).graph().then(readPlans);
  return plansRead;
}
