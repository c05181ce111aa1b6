import { Row } from '@countersign/plugin-governance-node';
import {
  SavedLogQuery,
  savedLogQuerySchema,
} from '@countersign/plugin-service-logs-common';
import { Knex } from 'knex';

/** Queries that people keep for themselves. */
export class QueryStore {
  async insert(
    trx: Knex.Transaction,
    owner: string,
    query: Omit<SavedLogQuery, 'kind'>,
    now: Date,
  ): Promise<SavedLogQuery> {
    const { entityRef, ...fields } = query;
    const [row] = await trx('log_queries')
      .insert({ ...fields, entity_ref: entityRef, owner, created_at: now })
      .returning('*');
    return toQuery(row);
  }

  /** Of one person, for one entity, the oldest first. */
  async of(
    db: Knex,
    owner: string,
    entityRef: string,
  ): Promise<SavedLogQuery[]> {
    const rows = await db('log_queries')
      .where({ owner, entity_ref: entityRef })
      .orderBy(['created_at', 'id']);
    return rows.map(toQuery);
  }

  async find(
    db: Knex,
    owner: string,
    id: string,
  ): Promise<SavedLogQuery | undefined> {
    const row = await db('log_queries').where({ owner, id }).first();
    return row && toQuery(row);
  }

  async remove(
    trx: Knex.Transaction,
    owner: string,
    id: string,
  ): Promise<SavedLogQuery | undefined> {
    const [row] = await trx('log_queries')
      .where({ owner, id })
      .delete()
      .returning('*');
    return row && toQuery(row);
  }

  async count(trx: Knex.Transaction, owner: string): Promise<number> {
    const [{ n }] = await trx('log_queries').where({ owner }).count({ n: '*' });
    return Number(n);
  }
}

function toQuery(row: Row): SavedLogQuery {
  return savedLogQuerySchema.parse({
    ...row,
    entityRef: row.entity_ref,
    source: row.source ?? undefined,
    minutes: row.minutes ?? undefined,
    kind: 'own',
  });
}
