import {
  ChangeEntry,
  Facts,
  fold,
  foldAll,
  RULES,
} from '@countersign/plugin-change-management-common';
import { RecordKeeper } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { KeptChange } from '../database/FactsStore';
import { Stores } from '../database/stores';
import type { Unit } from './Journal';

interface Kept {
  changeId: string;
  /** Undefined until the opening is recorded. */
  facts?: Facts;
  /** As they are in the database. */
  saved?: Facts;
  /** Opened by this unit: its ledger begins here. */
  isNew?: boolean;
}

/**
 * Keeps the facts of the changes one unit of work holds: read once, folded with each entry the unit records, and
 * written at its end. They are a fold over the ledger; kept, so that no answer has to make them anew.
 */
export class FactsKeeper implements RecordKeeper {
  readonly #stores: Pick<Stores, 'facts'>;
  readonly #kept = new Map<string, Kept>();

  constructor(stores: Pick<Stores, 'facts'>) {
    this.#stores = stores;
  }

  /** The facts of a locked change; folded from the ledger when they are not kept yet. */
  async load(
    trx: Knex.Transaction,
    { stored: { change }, facts: saved }: KeptChange,
    ledger: Pick<Ledger, 'entriesOf'>,
  ): Promise<Facts> {
    const known = this.#kept.get(change.number);
    if (known?.facts) return known.facts;
    const facts =
      saved ??
      foldAll(
        (await ledger.entriesOf(change.number, trx)).map(({ entry }) => entry),
      );
    if (!facts) {
      throw new Error(
        `The ledger does not tell how ${change.number} was opened`,
      );
    }
    this.#kept.set(change.number, { changeId: change.id, facts, saved });
    return facts;
  }

  open({ change }: StoredChange): void {
    this.#kept.set(change.number, { changeId: change.id, isNew: true });
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
  }

  /** The number that the next entry of a change held here should get, where that is known. */
  nextSequence(number: string): number | undefined {
    const kept = this.#kept.get(number);
    if (!kept) return undefined;
    const { isNew, facts } = kept;
    const last = facts?.sequence ?? (isNew ? 0 : undefined);
    return last === undefined ? undefined : last + 1;
  }

  /** An entry of a change was written, and got this number. */
  counted(number: string, sequence: number): void {
    const kept = this.#kept.get(number);
    if (kept?.facts) kept.facts = { ...kept.facts, sequence };
  }

  /** An open change from before the present rules is judged by these from now on. */
  needsAdoption({ rules, state }: Facts): boolean {
    return rules < RULES && state !== 'closed' && state !== 'canceled';
  }

  async adopt(unit: Pick<Unit, 'record'>, number: string): Promise<void> {
    await unit.record('change.rules_adopted', number, {
      from: this.facts(number).rules,
      rules: RULES,
    });
  }

  async save(trx: Knex.Transaction): Promise<void> {
    await this.#stores.facts.save(
      trx,
      [...this.#kept.values()].flatMap(({ changeId, facts, saved }) =>
        facts && facts !== saved ? [{ changeId, facts, saved }] : [],
      ),
    );
  }
}
