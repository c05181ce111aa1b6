import { Knex } from 'knex';

const OPEN = `state NOT IN ('closed', 'canceled')`;

/** Written within some hundredths of a second. */
const BATCH = 100;

/** What open changes have in common, often many of them. */
export interface Owned {
  items: string[];
  owners: string[];
}

/** Owned, and by whom the catalog says now. */
export interface OwnedAnew extends Owned {
  now: string[];
}

/** The owners of configuration items that stand beside each open change, for permission rules in lists. */
export class OwnerStore {
  /** The items and owners that open changes have, each pair of them once. */
  async ofOpen(db: Knex): Promise<Owned[]> {
    const { rows } = await db.raw<{ rows: Owned[] }>(
      `SELECT DISTINCT items, item_owners AS owners FROM changes WHERE ${OPEN}`,
    );
    return rows;
  }

  /**
   * Writes the owners beside each open change that has these items and these owners, without a new version: nobody's edit
   * is refused over it. A few at a time, so that no gate waits for the rest; one that somebody holds, or has given other
   * items meanwhile, is left for the next time.
   *
   * @returns how many changes have other owners
   */
  async refresh(db: Knex, all: readonly OwnedAnew[]): Promise<number> {
    if (!all.length) return 0;
    const { rows } = await db.raw<{ rows: object[] }>(
      `SELECT c.id, c.items, s.now FROM changes c
       JOIN jsonb_to_recordset(?::jsonb) AS s (items text[], owners text[], now text[])
         ON c.items = s.items AND c.item_owners = s.owners
       WHERE c.${OPEN} ORDER BY c.id`,
      [JSON.stringify(all)],
    );
    let written = 0;
    for (let from = 0; from < rows.length; from += BATCH) {
      written += await this.#write(db, rows.slice(from, from + BATCH));
    }
    return written;
  }

  async #write(db: Knex, some: readonly object[]): Promise<number> {
    const { rowCount } = await db.raw(
      `WITH free AS (
         SELECT c.id, s.now FROM changes c
         JOIN jsonb_to_recordset(?::jsonb) AS s (id uuid, items text[], now text[]) ON c.id = s.id
         WHERE c.items = s.items AND c.${OPEN}
         FOR UPDATE OF c SKIP LOCKED
       )
       UPDATE changes SET item_owners = free.now FROM free WHERE changes.id = free.id`,
      [JSON.stringify(some)],
    );
    return rowCount;
  }
}
