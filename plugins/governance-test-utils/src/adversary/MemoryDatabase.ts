import { Knex } from 'knex';

/** Rows by key. What is written in a transaction that fails is taken back. */
export class MemoryTable<V> {
  readonly #rows = new Map<string, V>();
  readonly #undo: (step: () => void) => void;

  constructor(undo: (step: () => void) => void) {
    this.#undo = undo;
  }

  get(key: string): V | undefined {
    return this.#rows.get(key);
  }

  /** In the order in which they were first written. */
  all(): V[] {
    return [...this.#rows.values()];
  }

  set(key: string, row: V): void {
    const before = this.#rows.get(key);
    const was = this.#rows.has(key);
    this.#undo(() => {
      if (was) this.#rows.set(key, before!);
      else this.#rows.delete(key);
    });
    this.#rows.set(key, row);
  }

  delete(key: string): boolean {
    const before = this.#rows.get(key);
    if (!this.#rows.has(key)) return false;
    this.#undo(() => this.#rows.set(key, before!));
    return this.#rows.delete(key);
  }
}

/** Tables in memory. Transactions run one after another, and one that throws leaves nothing. */
export class MemoryDatabase {
  #steps: (() => void)[] | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Handed to stores where those of PostgreSQL take a connection; those in memory need none. */
  readonly handle = Object.freeze({}) as unknown as Knex.Transaction;

  table<V>(): MemoryTable<V> {
    return new MemoryTable<V>(step => this.#steps?.push(step));
  }

  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    const steps: (() => void)[] = [];
    this.#steps = steps;
    try {
      return await work(this.handle);
    } catch (error) {
      this.#steps = undefined;
      for (const undo of steps.reverse()) undo();
      throw error;
    } finally {
      this.#steps = undefined;
    }
  }
}
