import { Knex } from 'knex';

/** Since when services are known here. */
export class ServiceStore {
  /** Since when each is known; those that are new are known from now on. */
  async since(
    db: Knex,
    entities: readonly string[],
    now: Date,
  ): Promise<Map<string, string>> {
    if (entities.length === 0) return new Map();
    await db('drilled_services')
      .insert(entities.map(entity => ({ entity, since: now })))
      .onConflict('entity')
      .ignore();
    const rows = await db('drilled_services')
      .whereIn('entity', entities)
      .select<{ entity: string; since: Date }[]>('entity', 'since');
    return new Map(
      rows.map(({ entity, since }) => [entity, since.toISOString()]),
    );
  }
}
