import { systemCaller } from '../access/systemCaller';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { Followers } from './Followers';
import { Journal, Unit } from './Journal';
import { noteNeverRun } from './neverRun';

const BATCH = 100;
const KEPT_DAYS = 7;

/** What happens without anybody doing anything: windows pass, terms expire. Each is noted once. */
export class Housekeeping {
  readonly #changes: Stores['changes'];
  readonly #uploads: Stores['uploads'];
  readonly #journal: Journal;
  readonly #followers: Followers;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    followers: Followers;
  }) {
    this.#changes = options.stores.changes;
    this.#uploads = options.stores.uploads;
    this.#journal = options.journal;
    this.#followers = options.followers;
  }

  /** Approved but never run: the window passed and no deployment was reported. */
  noteNeverRun(): Promise<number> {
    return this.#noteAll(
      unit => this.#changes.lockNeverRun(unit.trx, unit.now, BATCH),
      async (unit, stored) => {
        const { change } = stored;
        const at = unit.now.toISOString();
        await noteNeverRun(unit, change);
        await this.#changes.mark(unit.trx, stored, { neverRunAt: at });
        await this.#followers.tell(
          { unit, stored },
          {
            occasion: 'never-run',
            words: 'was not deployed in its window',
            act: [change.requester],
          },
        );
      },
    );
  }

  /** An emergency change went ahead and its time to be approved is over. */
  noteOverdue(): Promise<number> {
    return this.#noteAll(
      unit => this.#changes.lockOverdue(unit.trx, unit.now, BATCH),
      async (unit, stored) => {
        const { change, pendingGroups } = stored;
        await unit.record('change.approval_overdue', change.number, {
          approvalDueAt: change.approvalDueAt!,
        });
        await this.#changes.mark(unit.trx, stored, {
          approvalOverdueAt: unit.now.toISOString(),
        });
        await this.#followers.tell(
          { unit, stored },
          {
            occasion: 'overdue',
            words: 'approval is overdue',
            act: [change.requester, ...pendingGroups],
          },
        );
      },
    );
  }

  /** Uploaded plans wait for their change for a week. */
  async forget(): Promise<number> {
    const before = new Date(
      this.#journal.now().getTime() - KEPT_DAYS * 24 * 3600 * 1000,
    );
    const { knex } = this.#journal;
    return this.#uploads.clean(knex, before);
  }

  async #noteAll(
    find: (unit: Unit) => Promise<StoredChange[]>,
    note: (unit: Unit, stored: StoredChange) => Promise<void>,
  ): Promise<number> {
    let noted = 0;
    let found: number;
    do {
      found = await this.#journal.run(systemCaller, async unit => {
        const changes = await find(unit);
        for (const stored of changes) {
          await unit.lock(stored.change.number);
          await note(unit, stored);
          unit.touched(stored.change);
        }
        return changes.length;
      });
      noted += found;
    } while (found === BATCH);
    return noted;
  }
}
