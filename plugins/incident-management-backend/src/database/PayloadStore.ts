import { createHash } from 'crypto';
import { iso, Row } from '@countersign/plugin-governance-node';
import { AlertPayloads } from '@countersign/plugin-incident-management-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';

/** What a sender delivered when an alert began, without secrets. */
export interface KeptPayload {
  /** Of the body. */
  digest: Sha256Digest;
  integration: string;
  kind: string;
  body: string;
  receivedAt: Date;
}

/** The digest by which a payload is known in the ledger: SHA-256 of its text in UTF-8. */
export function payloadDigest(body: string): Sha256Digest {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** So many are shown of one alert. */
const MOST = 100;

/** Payloads by which alerts began: each is kept once. */
export class PayloadStore {
  /** Keeps payloads; one that is known already is locked until the transaction ends, so that nobody clears it meanwhile. */
  async keep(
    trx: Knex.Transaction,
    payloads: readonly KeptPayload[],
  ): Promise<void> {
    // In one order, so that two who keep the same never wait for each other.
    const sorted = [...payloads].sort((a, b) => (a.digest < b.digest ? -1 : 1));
    if (sorted.length === 0) return;
    await trx.raw(
      `INSERT INTO alert_payloads (digest, integration, kind, body, received_at)
       SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
       ON CONFLICT (digest) DO UPDATE SET
         received_at = greatest(alert_payloads.received_at, excluded.received_at)`,
      [
        sorted.map(({ digest }) => digest),
        sorted.map(({ integration }) => integration),
        sorted.map(({ kind }) => kind),
        sorted.map(({ body }) => body),
        sorted.map(({ receivedAt }) => receivedAt.toISOString()),
      ],
    );
  }

  /** Those by which an alert began, the newest first; undefined where there is no such alert. */
  async of(db: Knex, alert: string): Promise<AlertPayloads | undefined> {
    const found = await db('alerts').where({ id: alert }).first('id');
    if (!found) return undefined;
    const rows: Row[] = await db('alert_payloads AS p')
      .whereIn(
        'p.digest',
        db('alert_events')
          .where({ alert_id: alert })
          .whereNotNull('payload')
          .select('payload')
          .union(
            db('alerts')
              .where({ id: alert })
              .whereNotNull('payload')
              .select('payload'),
          ),
      )
      .orderBy('p.received_at', 'desc')
      .limit(MOST)
      .select('*');
    return {
      of: alert,
      payloads: rows.map(row => ({
        digest: String(row.digest),
        integration: String(row.integration),
        kind: String(row.kind),
        receivedAt: iso(row.received_at)!,
        body: String(row.body),
      })),
    };
  }
}
