import { LedgerEntryInput } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';

/** Keeps count of the entries of the records a unit of work holds locked, where the area does: it saves a question. */
export interface EntryCounter {
  /** The number that the next entry of the subject should get, where that is known. */
  nextSequence(subject: string): number | undefined;
  /** An entry of the subject was written, and got this number. */
  counted(subject: string, sequence: number): void;
}

/** The ledger entries of one unit of work: written together, as others may be waiting for what it holds locked. */
export class PendingEntries {
  readonly #trx: Knex.Transaction;
  readonly #ledger: Pick<Ledger, 'appendAll'>;
  readonly #counter: EntryCounter | undefined;
  #pending: { input: LedgerEntryInput; numbered: boolean }[] = [];

  constructor(
    trx: Knex.Transaction,
    ledger: Pick<Ledger, 'appendAll'>,
    counter?: EntryCounter,
  ) {
    this.#trx = trx;
    this.#ledger = ledger;
    this.#counter = counter;
  }

  add(input: LedgerEntryInput, { numbered = false }: { numbered?: boolean }) {
    this.#pending.push({ input, numbered });
  }

  /** Writes what was added since the last time, and counts it. */
  async write(): Promise<void> {
    const all = this.#pending.map(entry => ({
      ...entry,
      expectedSequence: this.#counter?.nextSequence(entry.input.subject),
    }));
    this.#pending = [];
    const appended = await this.#ledger.appendAll(this.#trx, all);
    appended.forEach(({ subjectSequence }, i) => {
      if (subjectSequence) {
        this.#counter?.counted(all[i].input.subject, subjectSequence);
      }
    });
  }
}
