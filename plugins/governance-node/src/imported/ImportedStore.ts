import {
  ImportedContent,
  importedDigest,
  ImportedFilters,
  importedNumbers,
  ImportedPage,
  ImportedRecord,
  importedRecordSchema,
  ImportedSummary,
  ImportKind,
} from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import { KeysetList, wordSearch } from '../database/KeysetList';
import { countUpTo } from '../database/keyset';
import { iso, json, Row } from '../database/rows';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

const table = 'imported_records';
/** What a record is read from: not the words that it is found by. */
const columns = [
  ...['seq', 'number', 'kind', 'system', 'foreign_number', 'version'],
  ...['content', 'digest', 'imported_at', 'imported_by', 'updated_at'],
];
const order = { sort: 'opened', column: 'opened_at', order: 'desc' } as const;

/** A record of another system under its number there. */
export interface ForeignRecord {
  system: string;
  foreignNumber: string;
  content: ImportedContent;
}

/** What was taken over of one kind, one row each: the only SQL about it. */
export class ImportedStore {
  constructor(private readonly kind: ImportKind) {}

  /** By their numbers in a system, locked until the transaction ends where `lock` says so; absent ones are left out. */
  async findForeign(
    db: Knex,
    system: string,
    foreignNumbers: readonly string[],
    { lock }: { lock: boolean },
  ): Promise<Map<string, ImportedRecord>> {
    const query = db(table)
      .where({ kind: this.kind, system })
      .whereIn('foreign_number', foreignNumbers)
      // Whoever brings the same at once waits in the same order.
      .orderBy('foreign_number');
    const rows: Row[] = await (lock ? query.forUpdate() : query);
    return new Map(
      rows.map(toRecord).map(record => [record.foreignNumber, record]),
    );
  }

  async find(db: Knex, number: string): Promise<ImportedRecord | undefined> {
    const row = await db(table).where({ kind: this.kind, number }).first();
    return row && toRecord(row);
  }

  /** Takes a record over under the next number. */
  async insert(
    trx: Knex.Transaction,
    { system, foreignNumber, content }: ForeignRecord,
    { now, by }: { now: Date; by: string },
  ): Promise<ImportedRecord> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('imported_record_numbers')::text AS seq`,
    );
    const [{ seq }] = rows;
    const [row] = await trx(table)
      .insert({
        ...{ seq, kind: this.kind, system, foreign_number: foreignNumber },
        ...columnsOf(content),
        number: importedNumbers[this.kind].of(seq),
        imported_at: now,
        imported_by: by,
        updated_at: now,
      })
      .returning('*');
    return toRecord(row);
  }

  /** Replaces what stands in a locked record. */
  async update(
    trx: Knex.Transaction,
    { number, version }: ImportedRecord,
    content: ImportedContent,
    now: Date,
  ): Promise<ImportedRecord> {
    const [row] = await trx(table)
      .where({ number, version })
      .update({ ...columnsOf(content), version: version + 1, updated_at: now })
      .returning('*');
    return toRecord(row);
  }

  /** A page of those that fit every filter, the last opened first. */
  async list(
    db: Knex,
    { system, entityRef, q, limit, cursor }: ImportedFilters,
  ): Promise<ImportedPage> {
    const matching = () => {
      const query = db(table).where({ kind: this.kind });
      if (system) query.whereIn('system', system);
      if (entityRef) query.whereRaw('items && ?::text[]', [entityRef]);
      return query;
    };
    const list = new KeysetList({
      ...order,
      ...{ limit, cursor, table },
      columns,
      toItem: toSummary,
    });
    if (q) return list.search(db, matching, wordSearch(q, COUNTED));
    const page = await list.page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }
}

function columnsOf(content: ImportedContent) {
  return {
    title: content.title,
    state: content.state,
    items: content.items,
    opened_at: content.openedAt,
    content: json(content),
    digest: importedDigest(content),
  };
}

function toRecord(row: Row): ImportedRecord {
  return importedRecordSchema.parse({
    ...row,
    foreignNumber: row.foreign_number,
    importedAt: iso(row.imported_at),
    importedBy: row.imported_by,
    updatedAt: iso(row.updated_at),
  });
}

function toSummary(row: Row): ImportedSummary {
  const record = toRecord(row);
  const { title, state, items, openedAt } = record.content;
  return { ...record, content: { title, state, items, openedAt } };
}
