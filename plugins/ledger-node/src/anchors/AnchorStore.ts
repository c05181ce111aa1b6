import type { Knex } from 'knex';

/** A checkpoint that others vouch for, as it is stored. */
export interface StoredAnchor {
  size: number;
  /** The log's own signed note. */
  note: string;
  /** Signature lines of witnesses. */
  lines: string[];
  timeStamp?: Uint8Array;
}

/** All SQL about what others say of checkpoints. */
export class AnchorStore {
  /** @returns whether it is the first of this witness for this checkpoint */
  async addCosignature(
    knex: Knex,
    size: number,
    witness: string,
    line: string,
  ): Promise<boolean> {
    const { rows } = await knex.raw<{ rows: unknown[] }>(
      `INSERT INTO ledger_cosignatures (size, witness, line) VALUES (?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING size`,
      [size, witness, line],
    );
    return rows.length > 0;
  }

  async addTimeStamp(knex: Knex, size: number, token: Uint8Array) {
    await knex.raw(
      `INSERT INTO ledger_time_stamps (size, token) VALUES (?, ?) ON CONFLICT DO NOTHING`,
      [size, Buffer.from(token)],
    );
  }

  /** The size of the log that a witness cosigned last; 0 where it has not yet. */
  async lastCosigned(knex: Knex, witness: string): Promise<number> {
    const { rows } = await knex.raw<{ rows: { size: string }[] }>(
      `SELECT coalesce(max(size), 0) AS size FROM ledger_cosignatures WHERE witness = ?`,
      [witness],
    );
    return Number(rows[0].size);
  }

  /** The size of the log that was stamped last; 0 where none was. */
  async lastStamped(knex: Knex): Promise<number> {
    const { rows } = await knex.raw<{ rows: { size: string }[] }>(
      `SELECT coalesce(max(size), 0) AS size FROM ledger_time_stamps`,
    );
    return Number(rows[0].size);
  }

  /**
   * For each witness, and for the time stamps: the earliest checkpoint that holds the entry at an index, since it tells the
   * tightest time; where there is none yet, the latest there is.
   *
   * @param size - No later checkpoint than of this size.
   */
  async anchorsFor(
    knex: Knex,
    last: number,
    size: number,
  ): Promise<StoredAnchor[]> {
    const { rows } = await knex.raw<{
      rows: {
        size: string;
        note: string;
        lines: string[];
        token: Buffer | null;
      }[];
    }>(
      `WITH said AS (
         SELECT size, witness FROM ledger_cosignatures WHERE size <= :size
         UNION ALL SELECT size, '' FROM ledger_time_stamps WHERE size <= :size
       ), chosen AS (
         SELECT coalesce(min(size) FILTER (WHERE size > :last), max(size)) AS size FROM said GROUP BY witness
       )
       SELECT size, note, (SELECT token FROM ledger_time_stamps AS t WHERE t.size = c.size) AS token,
         ARRAY(SELECT line FROM ledger_cosignatures AS w WHERE w.size = c.size ORDER BY witness) AS lines
       FROM ledger_checkpoints AS c WHERE size IN (SELECT size FROM chosen) ORDER BY size`,
      { last, size },
    );
    return rows.map(({ token, ...row }) => ({
      ...row,
      size: Number(row.size),
      ...(token && { timeStamp: new Uint8Array(token) }),
    }));
  }

  /** The note of a checkpoint; undefined where none was signed at this size. */
  async noteAt(knex: Knex, size: number): Promise<string | undefined> {
    const { rows } = await knex.raw<{ rows: { note: string }[] }>(
      'SELECT note FROM ledger_checkpoints WHERE size = ?',
      [size],
    );
    return rows[0]?.note;
  }
}
