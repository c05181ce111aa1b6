import { pluginCaller } from '@countersign/plugin-governance-node';
import { ClearingStore } from '../database/ClearingStore';
import { GroupStore } from '../database/GroupStore';
import { IncidentJournal } from '../services/IncidentKeeper';

const BATCH = 500;
/** So many batches at a time: what is left is cleared the next time. */
const MOST_BATCHES = 200;

const system = pluginCaller('incident-management');

/** Takes away alerts that have been over for longer than they are kept, with what was received of them. */
export class AlertClearer {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      store: ClearingStore;
      groups: GroupStore;
      keptMs: number;
    },
  ) {}

  /** @returns how many alerts went */
  async clear(): Promise<number> {
    const { journal, store, groups, keptMs } = this.options;
    const before = new Date(journal.now().getTime() - keptMs);
    let cleared = 0;
    for (let i = 0; i < MOST_BATCHES; i++) {
      const left = await journal.run(system, ({ trx }) =>
        store.clearAlerts(trx, before, BATCH),
      );
      cleared += left.length;
      // Their groups count themselves again; not with the alerts locked, as whoever takes alerts in locks groups first.
      await journal.run(system, ({ trx, now }) =>
        groups.touchIds(trx, [...new Set(left)], now),
      );
      if (left.length < BATCH) break;
    }
    for (const clearOthers of [store.clearPayloads, store.clearGroups]) {
      for (let i = 0; i < MOST_BATCHES; i++) {
        const gone = await journal.run(system, ({ trx }) =>
          clearOthers.call(store, trx, before, BATCH),
        );
        if (gone < BATCH) break;
      }
    }
    return cleared;
  }
}
