import { iso, KeysetList, Row } from '@countersign/plugin-governance-node';
import {
  LogReading,
  LogReadingPage,
  logReadingSchema,
} from '@countersign/plugin-service-logs-common';
import { Knex } from 'knex';

const columns = [
  ...['seq', 'entity_ref', 'incident', 'asked', 'query'],
  ...['read_by', 'read_at'],
];

/** Readings of logs that only an incident let somebody read. */
export class ReadingStore {
  async insert(
    trx: Knex.Transaction,
    reading: Omit<LogReading, 'readAt'>,
    now: Date,
  ): Promise<void> {
    const { entityRef, incident, asked, query, readBy } = reading;
    await trx('log_readings').insert({
      ...{ incident, asked },
      entity_ref: entityRef,
      query: JSON.stringify(query),
      read_by: readBy,
      read_at: now,
    });
  }

  /** Whose logs were read because of an incident. */
  async entitiesOf(db: Knex, incident: string): Promise<string[]> {
    return db('log_readings')
      .where({ incident })
      .distinct()
      .pluck('entity_ref');
  }

  /** A page of the readings of entities' logs, the newest first. */
  async list(
    db: Knex,
    {
      entityRefs,
      incident,
      limit,
      cursor,
    }: {
      entityRefs: readonly string[];
      incident?: string;
      limit: number;
      cursor?: string;
    },
  ): Promise<LogReadingPage> {
    const query = db('log_readings').whereIn('entity_ref', [...entityRefs]);
    if (incident !== undefined) query.where({ incident });
    return new KeysetList({
      sort: 'read',
      column: 'read_at',
      order: 'desc',
      limit,
      cursor,
      table: 'log_readings',
      columns,
      toItem: toReading,
    }).page(query);
  }
}

function toReading(row: Row): LogReading {
  return logReadingSchema.parse({
    ...row,
    entityRef: row.entity_ref,
    readBy: row.read_by,
    readAt: iso(row.read_at),
  });
}
