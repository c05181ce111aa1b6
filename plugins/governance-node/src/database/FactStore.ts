import { Knex } from 'knex';
import { CountedPage } from '@countersign/plugin-governance-common';
import { countUpTo } from './keyset';
import { KeysetList } from './KeysetList';
import { iso, Row } from './rows';

/** A record as its row holds it: its facts are what its ledger entries say, folded. */
export interface StoredFacts<F> {
  /** Random: it names the channel on which its pages are told to fetch it again. */
  id: string;
  /** One up with each write. */
  version: number;
  updatedAt: string;
  facts: F;
}

/** Where records of one kind are. */
export interface FactTable<F> {
  table: string;
  /** The sequence that numbers them. */
  sequence: string;
  number: { prefix: string; of(seq: string): string };
  schema: { parse(facts: unknown): F };
  /** What lists ask for, by the column that holds it beside the facts. */
  columnsOf(facts: F): object;
}

/** Which page of a list. */
export interface FactPaging {
  limit: number;
  cursor?: string;
}

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

/** The columns that {@link FactStore.toStored} reads. */
export const factColumns = ['id', 'version', 'updated_at', 'facts'];

/**
 * Records of one kind, one row each: its facts as JSON, and beside them the columns that lists ask for. The table has `id`,
 * `seq`, `number`, `version`, `facts`, `created_at` and `updated_at`.
 */
export class FactStore<F extends { number: string }> {
  readonly #table: FactTable<F>;

  constructor(table: FactTable<F>) {
    this.#table = table;
  }

  /** The next number. */
  async nextNumber(trx: Knex.Transaction): Promise<string> {
    const { sequence, number } = this.#table;
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      'SELECT nextval(?)::text AS seq',
      [sequence],
    );
    return number.of(rows[0].seq);
  }

  /** Writes a new one under the number that its facts have. */
  async insert(
    trx: Knex.Transaction,
    { id, facts }: Pick<StoredFacts<F>, 'id' | 'facts'>,
    now: Date,
  ): Promise<StoredFacts<F>> {
    const { table, number } = this.#table;
    const [row] = await trx(table)
      .insert({
        id,
        seq: facts.number.slice(number.prefix.length),
        number: facts.number,
        created_at: now,
        updated_at: now,
        ...this.#columnsOf(facts),
      })
      .returning(factColumns);
    return this.toStored(row);
  }

  /** By their numbers, in any order; those that are not there are left out. */
  async find(db: Knex, numbers: readonly string[]): Promise<StoredFacts<F>[]> {
    const rows = await db(this.#table.table)
      .whereIn('number', numbers)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /**
   * Locked until the transaction ends: their ledger entries are numbered. In the order of their numbers, so that two who
   * lock the same never wait for each other.
   */
  async lock(
    trx: Knex.Transaction,
    numbers: readonly string[],
  ): Promise<Map<string, StoredFacts<F>>> {
    const rows = await trx(this.#table.table)
      .whereIn('number', numbers)
      .orderBy('seq')
      .forUpdate()
      .select(factColumns);
    return new Map(
      rows
        .map(row => this.toStored(row))
        .map(stored => [stored.facts.number, stored]),
    );
  }

  /** Writes a locked one: one version up. */
  async save(
    trx: Knex.Transaction,
    { id, version }: Pick<StoredFacts<F>, 'id' | 'version'>,
    facts: F,
    now: Date,
  ): Promise<StoredFacts<F>> {
    const [row] = await trx(this.#table.table)
      .where({ id })
      .update({
        ...this.#columnsOf(facts),
        version: version + 1,
        updated_at: now,
      })
      .returning(factColumns);
    return this.toStored(row);
  }

  /**
   * A page of those that a filter leaves, the last written first, with how many there are.
   *
   * @param filter - Narrows a query over the table; it is asked for several.
   */
  page(
    db: Knex,
    paging: FactPaging,
    filter: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<CountedPage<StoredFacts<F>>> {
    return this.pageOf(db, paging, filter, {
      columns: factColumns,
      toItem: row => this.toStored(row),
    });
  }

  /** The same with other columns beside the facts. */
  protected async pageOf<T>(
    db: Knex,
    { limit, cursor }: FactPaging,
    filter: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
    { columns, toItem }: { columns: string[]; toItem(row: Row): T },
  ): Promise<CountedPage<T>> {
    const { table } = this.#table;
    const page = await new KeysetList({
      sort: 'updated',
      column: 'updated_at',
      order: 'desc',
      limit,
      cursor,
      table,
      columns: ['seq', ...columns],
      toItem,
    }).page(filter(db(table)));
    return { ...page, count: await countUpTo(db, filter(db(table)), COUNTED) };
  }

  /** A record from its row. */
  toStored(row: Row): StoredFacts<F> {
    return {
      id: String(row.id),
      version: Number(row.version),
      updatedAt: iso(row.updated_at)!,
      facts: this.#table.schema.parse(row.facts),
    };
  }

  #columnsOf(facts: F): object {
    return { facts: JSON.stringify(facts), ...this.#table.columnsOf(facts) };
  }
}
