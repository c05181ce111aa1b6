import { StoredFacts } from '@countersign/plugin-governance-node';
import {
  MemoryDatabase,
  MemoryTable,
} from '@countersign/plugin-governance-test-utils';

/** Records of one kind in memory, by their numbers: the face of a `FactStore`. */
export class MemoryFactStore<
  F extends { number: string },
  S extends StoredFacts<F> = StoredFacts<F>,
> {
  protected readonly rows: MemoryTable<S>;
  #count = 0;

  constructor(
    database: MemoryDatabase,
    private readonly number: { of(seq: string): string },
  ) {
    this.rows = database.table();
  }

  /** In the order in which they were opened. */
  all(): S[] {
    return this.rows.all();
  }

  async nextNumber(): Promise<string> {
    this.#count += 1;
    return this.number.of(String(this.#count));
  }

  async insert(
    _: unknown,
    { id, facts }: Pick<S, 'id' | 'facts'>,
    now: Date,
  ): Promise<S> {
    return this.#put({ id, version: 1, facts } as S, now);
  }

  async find(_: unknown, numbers: readonly string[]): Promise<S[]> {
    return numbers.flatMap(number => this.rows.get(number) ?? []);
  }

  async lock(
    _: unknown,
    numbers: readonly string[],
  ): Promise<ReadonlyMap<string, S>> {
    const found = await this.find(_, numbers);
    return new Map(found.map(stored => [stored.facts.number, stored]));
  }

  async save(
    _: unknown,
    { version }: Pick<S, 'version'>,
    facts: F,
    now: Date,
  ): Promise<S> {
    const before = this.rows.get(facts.number)!;
    return this.#put({ ...before, version: version + 1, facts }, now);
  }

  #put(stored: S, now: Date): S {
    // As a column of JSON gives it back: nobody shares a record with whoever wrote it.
    const facts = JSON.parse(JSON.stringify(stored.facts)) as F;
    const put = { ...stored, facts, updatedAt: now.toISOString() };
    this.rows.set(facts.number, put);
    return put;
  }
}
