import { Journal, pluginCaller } from '@countersign/plugin-governance-node';
import {
  SeenChange,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { CorrectionStore } from '../database/CorrectionStore';
import { ChangeWatch } from './ChangeWatch';
import { CorrectionBook } from './CorrectionBook';

/** Keeps corrections up to date where nobody does anything with them. */
export class CorrectionRefresher {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      corrections: CorrectionStore;
      book: CorrectionBook;
      changes: ChangeWatch;
    },
  ) {}

  /**
   * Sees what became of the changes that corrections rely on, and which times of those that recur have come.
   *
   * @returns how many changes are other than before
   */
  async refresh(): Promise<number> {
    const { journal, corrections, changes, book } = this.options;
    const now = journal.now();
    let changed = 0;
    const day = new Date(now.getTime() - 86_400_000);
    for (const stored of await corrections.watchingChanges(journal.knex, day)) {
      const seen = await changes.lookAgain(stored.facts.change!.number);
      if (!seen || same(seen, stored.facts.change!)) continue;
      changed += 1;
      await journal.run(pluginCaller('service-levels'), async unit => {
        const { number } = stored;
        if (!(await corrections.lock(unit.trx, number))) return;
        await unit.record('correction.change-seen', number, seen);
        await book.save(unit, number);
      });
    }
    const recurring = await corrections.recurring(journal.knex);
    if (recurring.length > 0) {
      await journal.knex.transaction(async trx => {
        for (const stored of recurring) {
          await corrections.keepTimes(trx, stored, book.begun(stored));
        }
      });
    }
    return changed;
  }
}

function same(a: SeenChange, b: SeenChange): boolean {
  const key = ({ number, window, approvedAt, canceled, hands }: SeenChange) =>
    JSON.stringify([
      number,
      window?.start,
      window?.end,
      approvedAt,
      canceled,
      [...hands].sort(),
    ]);
  return key(a) === key(b);
}
