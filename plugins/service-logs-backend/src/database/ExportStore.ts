import { iso, KeysetList, Row } from '@countersign/plugin-governance-node';
import {
  LogExport,
  logExportNumber,
  LogExportPage,
  logExportSchema,
} from '@countersign/plugin-service-logs-common';
import { Knex } from 'knex';

/** All but the bytes, which are read when somebody wants them. */
const columns = [
  'seq',
  'number',
  'query',
  'count',
  'complete',
  'digest',
  'bytes',
  'reason',
  'exported_by',
  'exported_at',
];

/** Results that were kept as evidence. */
export class ExportStore {
  /** Keeps a result under the next number. */
  async insert(
    trx: Knex.Transaction,
    kept: Omit<LogExport, 'number' | 'exportedAt'> & { content: Buffer },
    now: Date,
  ): Promise<LogExport> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('log_export_numbers')::text AS seq`,
    );
    const [{ seq }] = rows;
    const { query, exportedBy, ...fields } = kept;
    const [row] = await trx('log_exports')
      .insert({
        ...fields,
        seq,
        number: logExportNumber.of(seq),
        entity_ref: query.entityRef,
        query: JSON.stringify(query),
        exported_by: exportedBy,
        exported_at: now,
      })
      .returning(columns);
    return toExport(row);
  }

  async find(db: Knex, number: string): Promise<LogExport | undefined> {
    const row = await db('log_exports').where({ number }).first(columns);
    return row && toExport(row);
  }

  async content(db: Knex, number: string): Promise<Buffer | undefined> {
    const row = await db('log_exports').where({ number }).first('content');
    return row?.content;
  }

  /** A page of the exports of an entity's logs, the newest first. */
  async list(
    db: Knex,
    {
      entityRef,
      limit,
      cursor,
    }: { entityRef: string; limit: number; cursor?: string },
  ): Promise<LogExportPage> {
    return new KeysetList({
      sort: 'exported',
      column: 'exported_at',
      order: 'desc',
      limit,
      cursor,
      table: 'log_exports',
      columns,
      toItem: toExport,
    }).page(db('log_exports').where({ entity_ref: entityRef }));
  }
}

function toExport(row: Row): LogExport {
  return logExportSchema.parse({
    ...row,
    exportedBy: row.exported_by,
    exportedAt: iso(row.exported_at),
  });
}
