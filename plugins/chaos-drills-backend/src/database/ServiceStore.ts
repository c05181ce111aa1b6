import { Knex } from 'knex';

/** Since when services are known here. */
export class ServiceStore {
  /** Since when each is known; those that are new are known from now on. */
  async since(
    db: Knex,
    entities: readonly string[],
    now: Date,
  ): Promise<Map<string, string>> {
    const known = await this.#known(db, entities);
    const fresh = entities.filter(entity => !known.has(entity));
    if (fresh.length === 0) return known;
    await db.raw(
      `INSERT INTO drilled_services (entity, since) SELECT entity, ? FROM unnest(?::text[]) AS entity
       ON CONFLICT (entity) DO NOTHING`,
      [now, fresh],
    );
    // Another replica may have been first.
    return new Map([...known, ...(await this.#known(db, fresh))]);
  }

  async #known(
    db: Knex,
    entities: readonly string[],
  ): Promise<Map<string, string>> {
    // One parameter, however many there are: a statement takes 65,535.
    const rows = await db('drilled_services')
      .whereRaw('entity = ANY (?::text[])', [[...entities]])
      .select<{ entity: string; since: Date }[]>('entity', 'since');
    return new Map(
      rows.map(({ entity, since }) => [entity, since.toISOString()]),
    );
  }
}
