import {
  ChangeEntry,
  Facts,
  fold,
  foldAll,
  RULES,
} from '@countersign/plugin-change-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import type { Unit } from './Journal';

interface Kept {
  changeId: string;
  /** Undefined until the opening is recorded. */
  facts?: Facts;
  /** How many of the hands are in the database already. */
  saved: number;
  dirty: boolean;
}

/**
 * Keeps the facts of the changes one unit of work holds: read once, folded with each entry the unit records, and
 * written at its end. They are a fold over the ledger; kept, so that no answer has to make them anew.
 */
export class FactsKeeper {
  readonly #stores: Pick<Stores, 'facts'>;
  readonly #kept = new Map<string, Kept>();

  constructor(stores: Pick<Stores, 'facts'>) {
    this.#stores = stores;
  }

  /** The facts of a locked change; folded from the ledger when they are not kept yet. */
  async load(
    trx: Knex.Transaction,
    { change }: StoredChange,
    ledger: Pick<Ledger, 'entriesOf'>,
  ): Promise<Facts> {
    const known = this.#kept.get(change.number);
    if (known?.facts) return known.facts;
    const stored = await this.#stores.facts.find(trx, change.id);
    const facts =
      stored ??
      foldAll(
        (await ledger.entriesOf(change.number, trx)).map(({ entry }) => entry),
      );
    if (!facts) {
      throw new Error(
        `The ledger does not tell how ${change.number} was opened`,
      );
    }
    this.#kept.set(change.number, {
      changeId: change.id,
      facts,
      saved: stored ? facts.hands.length : 0,
      dirty: !stored,
    });
    return facts;
  }

  open({ change }: StoredChange): void {
    this.#kept.set(change.number, {
      changeId: change.id,
      saved: 0,
      dirty: true,
    });
  }

  facts(number: string): Facts {
    const facts = this.#kept.get(number)?.facts;
    if (!facts) throw new Error(`${number} is not held by this unit of work`);
    return facts;
  }

  /** Takes a recorded entry in; one about something else is passed over. */
  fold(subject: string, entry: ChangeEntry): void {
    const kept = this.#kept.get(subject);
    if (!kept) return;
    kept.facts = fold(kept.facts, entry);
    kept.dirty = true;
  }

  /** An open change from before the present rules is judged by these from now on. */
  needsAdoption({ rules, state }: Facts): boolean {
    return rules < RULES && state !== 'closed' && state !== 'canceled';
  }

  async adopt(unit: Unit, number: string): Promise<void> {
    await unit.record('change.rules_adopted', number, {
      from: this.facts(number).rules,
      rules: RULES,
    });
  }

  async save(trx: Knex.Transaction): Promise<void> {
    for (const { changeId, facts, saved, dirty } of this.#kept.values()) {
      if (facts && dirty) {
        await this.#stores.facts.save(
          trx,
          changeId,
          facts,
          facts.hands.slice(saved),
        );
      }
    }
  }
}
