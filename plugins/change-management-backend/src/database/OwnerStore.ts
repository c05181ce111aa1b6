import { Knex } from 'knex';

const OPEN = `state NOT IN ('closed', 'canceled')`;

/** Written within some hundredths of a second. */
const BATCH = 100;

/** A gate holds a change for some hundredths of a second, too. */
const ROUNDS = 3;

/** What open changes have in common, often many of them. */
export interface Owned {
  items: string[];
  owners: string[];
}

/** Owned, and by whom the catalog says now. */
export interface OwnedAnew extends Owned {
  now: string[];
}

/** A change as it was read. */
export interface Stale extends OwnedAnew {
  id: string;
}

/** @returns the ids of those that are still as they were read, and that nobody holds */
export async function writeOwners(
  db: Knex,
  some: readonly Stale[],
): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `WITH free AS (
       SELECT c.id, s.now FROM changes c
       JOIN jsonb_to_recordset(?::jsonb) AS s (id uuid, items text[], owners text[], now text[])
         ON c.id = s.id
       WHERE c.items = s.items AND c.item_owners = s.owners AND c.${OPEN}
       FOR NO KEY UPDATE OF c SKIP LOCKED
     )
     UPDATE changes SET item_owners = free.now FROM free WHERE changes.id = free.id
     RETURNING changes.id`,
    [JSON.stringify(some)],
  );
  return rows.map(({ id }) => id);
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
   * is refused over it. A few at a time, so that no gate waits for the rest. One that somebody holds is tried again, and
   * left for the next time where he holds it long; so is one that has got other items or owners meanwhile.
   *
   * @returns how many changes have other owners
   */
  async refresh(db: Knex, all: readonly OwnedAnew[]): Promise<number> {
    if (!all.length) return 0;
    const { rows } = await db.raw<{ rows: Stale[] }>(
      `SELECT c.id, s.* FROM changes c
       JOIN jsonb_to_recordset(?::jsonb) AS s (items text[], owners text[], now text[])
         ON c.items = s.items AND c.item_owners = s.owners
       WHERE c.${OPEN} ORDER BY c.id`,
      [JSON.stringify(all)],
    );
    let left = rows;
    for (let round = 0; round < ROUNDS && left.length; round++) {
      const written = new Set<string>();
      for (let from = 0; from < left.length; from += BATCH) {
        const ids = await writeOwners(db, left.slice(from, from + BATCH));
        ids.forEach(id => written.add(id));
      }
      left = left.filter(({ id }) => !written.has(id));
    }
    return rows.length - left.length;
  }
}
