import { randomUUID } from 'crypto';
import {
  LedgerEntry,
  LedgerEntryInput,
  LedgerStatus,
} from '@countersign/plugin-ledger-common';
import { Appended, AppendOptions } from '@countersign/plugin-ledger-node';
import { MemoryDatabase, MemoryTable } from './MemoryDatabase';

/** The entries of a ledger, in order and unsigned: what was recorded, for tests that ask nothing of proofs. */
export class MemoryLedger {
  readonly #entries: MemoryTable<LedgerEntry>;
  readonly #numbers: MemoryTable<number>;

  /** @param origin - such as `memory/change-management` */
  constructor(database: MemoryDatabase, readonly origin: string) {
    this.#entries = database.table();
    this.#numbers = database.table();
  }

  async appendAll(
    _: unknown,
    all: readonly (AppendOptions & { input: LedgerEntryInput })[],
  ): Promise<Appended[]> {
    return all.map(({ input, numbered }) => this.#append(input, numbered));
  }

  #append(input: LedgerEntryInput, numbered = false): Appended {
    const id = input.id ?? randomUUID();
    const { subject } = input;
    const subjectSequence = numbered
      ? (this.#numbers.get(subject) ?? 0) + 1
      : undefined;
    if (subjectSequence) this.#numbers.set(subject, subjectSequence);
    this.#entries.set(id, {
      ...input,
      id,
      ...(subjectSequence && { subjectSequence }),
    } as LedgerEntry);
    return { id, subjectSequence };
  }

  /** Those of a subject, or all, oldest first. */
  entries(subject?: string): LedgerEntry[] {
    const all = this.#entries.all();
    return subject ? all.filter(entry => entry.subject === subject) : all;
  }

  async entriesOf(subject: string) {
    return this.entries(subject).map(entry => ({ entry, index: null }));
  }

  async timeline({ subject, order }: { subject: string; order?: string }) {
    const items = this.entries(subject).map(entry => ({ entry, index: null }));
    return { items: order === 'asc' ? items : items.reverse() };
  }

  async exportSubject(): Promise<never> {
    throw new Error('Nothing is signed in memory, so there is no bundle');
  }

  async growthSince(): Promise<never> {
    throw new Error('Nothing is signed in memory, so there is no growth');
  }

  async addCosignatures(): Promise<never> {
    throw new Error('Nothing is signed in memory, so nothing is cosigned');
  }

  async status(): Promise<LedgerStatus> {
    const treeSize = this.#entries.all().length;
    return { origin: this.origin, treeSize, pending: 0, verifierKeys: [] };
  }
}
