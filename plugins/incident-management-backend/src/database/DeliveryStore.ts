import { Knex } from 'knex';

/** What a sender delivered, as it came. */
export interface Delivery {
  /** As configuration names it. */
  integration: string;
  kind: string;
  /** Without secrets. */
  body: string;
  receivedAt: Date;
}

export type StoredDelivery = Delivery & { id: string; attempts: number };

/** Whoever holds it reads deliveries: one replica at a time, so that signals of an alert are folded one after the other. */
const READER_LOCK = 'countersign.incident-management.intake';

/** Deliveries that wait to be read. */
export class DeliveryStore {
  /** One statement, however many: either all of them stand there, or none. */
  async add(db: Knex, deliveries: readonly Delivery[]): Promise<void> {
    await db.raw(
      `INSERT INTO alert_deliveries (integration, kind, body, received_at, next_attempt_at)
       SELECT *, now() FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])`,
      [
        deliveries.map(({ integration }) => integration),
        deliveries.map(({ kind }) => kind),
        deliveries.map(({ body }) => body),
        deliveries.map(({ receivedAt }) => receivedAt.toISOString()),
      ],
    );
  }

  /** Waits until nobody else reads; until the transaction ends nobody else does. */
  async lockReading(trx: Knex.Transaction): Promise<void> {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [READER_LOCK]);
  }

  /** What has been due longest. */
  async due(trx: Knex.Transaction, limit: number): Promise<StoredDelivery[]> {
    const rows = await trx('alert_deliveries')
      .where('next_attempt_at', '<=', trx.fn.now())
      .orderBy(['next_attempt_at', 'id'])
      .limit(limit)
      .forUpdate()
      .select('*');
    return rows.map(row => ({
      id: String(row.id),
      integration: row.integration,
      kind: row.kind,
      body: row.body,
      receivedAt: row.received_at,
      attempts: row.attempts,
    }));
  }

  async remove(
    trx: Knex.Transaction,
    deliveries: readonly StoredDelivery[],
  ): Promise<void> {
    await trx('alert_deliveries')
      .whereIn(
        'id',
        deliveries.map(({ id }) => id),
      )
      .delete();
  }

  /** It could not be read now, and is tried again later. */
  async postpone(db: Knex, id: string, seconds: number): Promise<void> {
    await db('alert_deliveries')
      .where({ id })
      .update({
        attempts: db.raw('attempts + 1'),
        next_attempt_at: db.raw(`now() + ? * interval '1 second'`, [seconds]),
      });
  }

  /** What waits at the moment: what whoever watches the portal looks at. */
  async figures(db: Knex): Promise<{ waiting: number; lagSeconds: number }> {
    const { rows } = await db.raw<{ rows: Record<string, string>[] }>(
      `SELECT count(*) AS waiting,
         coalesce(extract(epoch FROM now() - min(received_at)), 0) AS lag
       FROM alert_deliveries`,
    );
    const [{ waiting, lag }] = rows;
    return { waiting: Number(waiting), lagSeconds: Number(lag) };
  }

  /** How many wait, counted so far and no further. */
  async waiting(db: Knex, cap: number): Promise<number> {
    const { rows } = await db.raw<{ rows: { n: string }[] }>(
      'SELECT count(*) AS n FROM (SELECT 1 FROM alert_deliveries LIMIT ?) AS waiting',
      [cap],
    );
    return Number(rows[0].n);
  }
}
