import { Knex } from 'knex';

/** Up to where the ledger has what was counted of objectives. */
export class CountedStore {
  /** Ids of those of which an hour up to then is missing, the longest missing first. */
  async due(knex: Knex, to: Date, most: number): Promise<string[]> {
    const rows = await knex('objectives as o')
      .leftJoin('counted as c', 'c.objective', 'o.id')
      .whereNull('o.retired_at')
      .where(missing =>
        missing
          .whereNull('c.objective')
          .orWhereRaw('c.measurement <> o.measurement')
          .orWhere('c.counted_to', '<', to),
      )
      .orderByRaw('c.counted_to NULLS FIRST, o.id')
      .limit(most)
      .select('o.id');
    return rows.map(({ id }) => id);
  }

  async count(knex: Knex): Promise<number> {
    const [{ count }] = await knex('objectives')
      .whereNull('retired_at')
      .count();
    return Number(count);
  }

  /** Holds the row of an objective: its entries follow one another. */
  async lock(
    trx: Knex.Transaction,
    id: string,
  ): Promise<{ measurement: string; countedTo?: number } | undefined> {
    const row = await trx('objectives')
      .where({ id, retired_at: null })
      .forUpdate()
      .first('measurement');
    if (!row) return undefined;
    const { measurement } = row;
    const known = await trx('counted')
      .where({ objective: id, measurement })
      .first('counted_to');
    return {
      measurement: String(measurement),
      ...(known && { countedTo: known.counted_to.getTime() }),
    };
  }

  async counted(
    trx: Knex.Transaction,
    objective: string,
    { measurement, to }: { measurement: string; to: number },
  ): Promise<void> {
    await trx('counted')
      .insert({ objective, measurement, counted_to: new Date(to) })
      .onConflict('objective')
      .merge();
  }

  /** Something was added to a step of an hour that the ledger has. */
  async late(
    trx: Knex.Transaction,
    steps: readonly { measurement: string; end: number }[],
  ): Promise<void> {
    if (steps.length === 0) return;
    await trx.raw(
      `INSERT INTO counted_late (measurement, ends_at)
       SELECT DISTINCT l.measurement, to_timestamp(ceil(extract(epoch FROM l.ends_at) / 3600) * 3600)
       FROM unnest(?::bigint[], ?::timestamptz[]) AS l (measurement, ends_at)
       JOIN counted c ON c.measurement = l.measurement AND c.counted_to >= l.ends_at
       ON CONFLICT DO NOTHING`,
      [
        steps.map(({ measurement }) => measurement),
        steps.map(({ end }) => new Date(end)),
      ],
    );
  }

  /** Takes what was late: it is told with the next hours. */
  async takeLate(
    trx: Knex.Transaction,
    measurement: string,
  ): Promise<number[]> {
    const rows = await trx('counted_late')
      .where({ measurement })
      .delete()
      .returning('ends_at');
    return rows
      .map(({ ends_at: at }): number => at.getTime())
      .sort((a, b) => a - b);
  }
}
