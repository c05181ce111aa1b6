import { Knex } from 'knex';

const OPEN = `state NOT IN ('closed', 'canceled')`;

/** The owners of configuration items that stand beside each open change, for permission rules in lists. */
export class OwnerStore {
  /** The items of open changes, each once. */
  async itemsOfOpen(db: Knex): Promise<string[]> {
    const { rows } = await db.raw<{ rows: { item: string }[] }>(
      `SELECT DISTINCT unnest(items) AS item FROM changes WHERE ${OPEN}`,
    );
    return rows.map(({ item }) => item);
  }

  /**
   * Writes the owners beside each open change where they are others by now, without a new version: nobody's edit is
   * refused over it. A change with an item that is not among `owners` keeps what it has.
   *
   * @returns how many changes have other owners
   */
  async refresh(
    db: Knex,
    owners: ReadonlyMap<string, readonly string[]>,
  ): Promise<number> {
    const { rowCount } = await db.raw(
      `WITH known AS MATERIALIZED (
         SELECT key AS item, value AS owners FROM jsonb_each(?::jsonb)
       ),
       fresh AS (
         SELECT c.id,
           coalesce(
             array_agg(DISTINCT o.owner COLLATE "C" ORDER BY o.owner COLLATE "C")
               FILTER (WHERE o.owner IS NOT NULL),
             '{}'
           ) AS owners
         FROM changes c
         CROSS JOIN LATERAL unnest(c.items) AS i (item)
         LEFT JOIN known k ON k.item = i.item
         LEFT JOIN LATERAL jsonb_array_elements_text(k.owners) AS o (owner) ON true
         WHERE ${OPEN}
         GROUP BY c.id
         HAVING bool_and(k.item IS NOT NULL)
       )
       UPDATE changes SET item_owners = fresh.owners FROM fresh
       WHERE changes.id = fresh.id AND changes.item_owners IS DISTINCT FROM fresh.owners
         AND changes.${OPEN}`,
      [JSON.stringify(Object.fromEntries(owners))],
    );
    return rowCount;
  }
}
