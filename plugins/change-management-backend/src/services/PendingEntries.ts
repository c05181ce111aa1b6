import { LedgerEntryInput } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { FactsKeeper } from './FactsKeeper';

/** The ledger entries of one unit of work: written together, as others may be waiting for what it holds locked. */
export class PendingEntries {
  readonly #trx: Knex.Transaction;
  readonly #ledger: Pick<Ledger, 'appendAll'>;
  readonly #keeper: FactsKeeper;
  #pending: { input: LedgerEntryInput; numbered: boolean }[] = [];

  constructor(
    trx: Knex.Transaction,
    ledger: Pick<Ledger, 'appendAll'>,
    keeper: FactsKeeper,
  ) {
    this.#trx = trx;
    this.#ledger = ledger;
    this.#keeper = keeper;
  }

  add(input: LedgerEntryInput, { numbered = false }: { numbered?: boolean }) {
    this.#pending.push({ input, numbered });
  }

  /** Writes what was added since the last time, and counts it. */
  async write(): Promise<void> {
    const all = this.#pending.map(entry => ({
      ...entry,
      expectedSequence: this.#keeper.nextSequence(entry.input.subject),
    }));
    this.#pending = [];
    const appended = await this.#ledger.appendAll(this.#trx, all);
    appended.forEach(({ subjectSequence }, i) => {
      if (subjectSequence) {
        this.#keeper.counted(all[i].input.subject, subjectSequence);
      }
    });
  }
}
