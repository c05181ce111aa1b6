import { RunDelivery } from '@countersign/plugin-compliance-evidence-common';
import { compact, iso, Row } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A mail of a run, as it is kept. */
export interface StoredDelivery {
  recipient: string;
  round: number;
  /** `sending`: it was handed to the mail server, which has not answered yet. */
  state: RunDelivery['state'] | 'sending';
  attempts: number;
  messageId: string;
  nextAttemptAt: Date;
  sentAt?: string;
  form?: 'attachment' | 'link';
  problem?: string;
}

/** Mails of runs: each recipient has one a round, and another round takes a person. */
export class DeliveryStore {
  /** Another round, for those whom nothing waits for. */
  async open(
    trx: Knex.Transaction,
    run: { id: string; number: string },
    recipients: readonly string[],
    domain: string,
  ): Promise<void> {
    for (const [i, recipient] of recipients.entries()) {
      await trx.raw(
        `INSERT INTO deliveries (run_id, recipient, round, state, message_id)
         SELECT ?, ?, next, 'waiting', '<' || ? || '.' || next || ?
         FROM (
           SELECT coalesce(max(round), 0) + 1 AS next
           FROM deliveries WHERE run_id = ? AND recipient = ?
         ) AS rounds`,
        [
          run.id,
          recipient,
          `${run.number}.${i + 1}`,
          `@${domain}>`,
          run.id,
          recipient,
        ],
      );
    }
  }

  /** The latest of each recipient. */
  async latest(db: Knex, runId: string): Promise<StoredDelivery[]> {
    const rows = await db('deliveries')
      .where({ run_id: runId })
      .distinctOn('recipient')
      .orderBy(['recipient', { column: 'round', order: 'desc' }]);
    return rows.map(toDelivery);
  }

  async update(
    db: Knex,
    runId: string,
    { recipient, round }: Pick<StoredDelivery, 'recipient' | 'round'>,
    fields: Partial<
      Pick<StoredDelivery, 'state' | 'attempts' | 'form' | 'nextAttemptAt'>
    > & { problem?: string | null; sentAt?: Date },
  ): Promise<void> {
    const { nextAttemptAt, sentAt, ...others } = fields;
    await db('deliveries')
      .where({ run_id: runId, recipient, round })
      .update({
        ...others,
        ...(nextAttemptAt && { next_attempt_at: nextAttemptAt }),
        ...(sentAt && { sent_at: sentAt }),
      });
  }
}

function toDelivery(row: Row): StoredDelivery {
  return compact({
    recipient: String(row.recipient),
    round: Number(row.round),
    state: row.state as StoredDelivery['state'],
    attempts: Number(row.attempts),
    messageId: String(row.message_id),
    nextAttemptAt: row.next_attempt_at as Date,
    sentAt: iso(row.sent_at),
    form: row.form as StoredDelivery['form'],
    problem: row.problem as string | undefined,
  });
}
