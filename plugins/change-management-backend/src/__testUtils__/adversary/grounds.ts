import { NewArena } from '@countersign/plugin-governance-test-utils';
import { MemoryCatalog } from '../memory/MemoryCatalog';
import { MemoryLedger } from '../memory/MemoryLedger';
import { createMemoryStores } from '../memory/memoryStores';
import { ChangeArena } from './ChangeArena';
import { estate, readPlans } from './estate';
import { Move } from './moves';
import { Oracle } from './oracle/Oracle';
import { Request } from './requests';

const BEGINS = Date.parse('2026-06-01T08:00:00Z');

/** Games over stores in memory, each with its own. */
export async function memoryGround(): Promise<NewArena<Move, Request>> {
  const plans = await readPlans(await new MemoryCatalog(estate).graph());
  return async () => {
    const stores = createMemoryStores({ includeDemo: false });
    const ledger = new MemoryLedger(stores.database);
    return new ChangeArena(
      {
        knex: stores.database.handle,
        stores,
        ledger,
        entriesOf: async number => ledger.entries(number),
        plans,
        begins: BEGINS,
      },
      new Oracle(plans),
    );
  };
}
