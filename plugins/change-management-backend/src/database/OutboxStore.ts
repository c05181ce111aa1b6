import { Knex } from 'knex';
import { z } from 'zod';

const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    topic: z.string(),
    payload: z.record(z.string(), z.unknown()),
  }),
  z.object({
    kind: z.literal('notification'),
    recipients: z.array(z.string()),
    exclude: z.array(z.string()),
    title: z.string(),
    description: z.string(),
    link: z.string(),
    severity: z.enum(['critical', 'high', 'normal', 'low']),
    scope: z.string(),
  }),
  z.object({
    kind: z.literal('signal'),
    channel: z.string(),
    message: z.record(z.string(), z.string()),
  }),
]);

/** Something to tell the world once the transaction it belongs to has committed. */
export type OutboxMessage = z.infer<typeof messageSchema>;

/** Messages waiting to be sent: at least once, in the order of their transactions as far as delivery allows. */
export class OutboxStore {
  async add(trx: Knex.Transaction, messages: OutboxMessage[]): Promise<void> {
    if (!messages.length) return;
    await trx('outbox').insert(
      messages.map(message => ({
        kind: message.kind,
        payload: JSON.stringify(message),
      })),
    );
  }

  /** Locks what has been due longest; another replica passes over it meanwhile. */
  async lockNextDue(
    trx: Knex.Transaction,
  ): Promise<
    { id: string; attempts: number; message: OutboxMessage } | undefined
  > {
    const row = await trx('outbox')
      .where('next_attempt_at', '<=', trx.fn.now())
      .orderBy(['next_attempt_at', 'id'])
      .forUpdate()
      .skipLocked()
      .first();
    return (
      row && {
        id: row.id,
        attempts: row.attempts,
        message: messageSchema.parse(row.payload),
      }
    );
  }

  async acknowledge(trx: Knex.Transaction, id: string): Promise<void> {
    await trx('outbox').where({ id }).delete();
  }

  /** @param delaySeconds - When to try again. */
  async postpone(
    trx: Knex.Transaction,
    id: string,
    error: string,
    delaySeconds: number,
  ): Promise<void> {
    await trx('outbox')
      .where({ id })
      .update({
        attempts: trx.raw('attempts + 1'),
        last_error: error.slice(0, 1000),
        next_attempt_at: trx.raw(`now() + ? * interval '1 second'`, [
          delaySeconds,
        ]),
      });
  }
}
