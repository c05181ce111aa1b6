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

  /** Whether it is known which numbers those get that were added. */
  get areCountable(): boolean {
    return this.#pending.every(
      ({ input, numbered }) =>
        !numbered || this.#counter?.nextSequence(input.subject) !== undefined,
    );
  }

  /**
   * Writes what was added since the last time, and counts it: at once where the numbers are known, so that what is kept
   * by them can be written along.
   *
   * @returns whether the entries got the numbers that they were counted by
   */
  async write(): Promise<boolean> {
    const all = this.#pending.map(entry => ({
      ...entry,
      expectedSequence: this.#counter?.nextSequence(entry.input.subject),
    }));
    this.#pending = [];
    const expected = numbersOf(all);
    this.#count(all, expected);
    const appended = await this.#ledger.appendAll(this.#trx, all);
    const numbers = appended.map(({ subjectSequence }) => subjectSequence);
    const isAsExpected = numbers.every((n, i) => n === expected[i]);
    if (!isAsExpected) this.#count(all, numbers);
    return isAsExpected;
  }

  #count(
    all: readonly { input: LedgerEntryInput }[],
    numbers: readonly (number | undefined)[],
  ): void {
    numbers.forEach((number, i) => {
      if (number) this.#counter?.counted(all[i].input.subject, number);
    });
  }
}

/** The number that each entry should get, where it gets one and that is known. */
function numbersOf(
  all: readonly {
    input: LedgerEntryInput;
    numbered: boolean;
    expectedSequence?: number;
  }[],
): (number | undefined)[] {
  const next = new Map<string, number>();
  return all.map(({ input: { subject }, numbered, expectedSequence }) => {
    const number = next.get(subject) ?? expectedSequence;
    if (!numbered || !number) return undefined;
    next.set(subject, number + 1);
    return number;
  });
}
