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
  }),
]);

/** Something to tell the world once the transaction it belongs to has committed. */
export type OutboxMessage = z.infer<typeof messageSchema>;

/** A message as it stands in the table: what is in it may be of another version, or broken. */
export interface OutboxRow {
  id: string;
  kind: string;
  attempts: number;
  payload: unknown;
}

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
  async lockNextDue(trx: Knex.Transaction): Promise<OutboxRow | undefined> {
    return trx('outbox')
      .where('next_attempt_at', '<=', trx.fn.now())
      .whereNull('parked_at')
      .orderBy(['next_attempt_at', 'id'])
      .forUpdate()
      .skipLocked()
      .first('id', 'kind', 'attempts', 'payload');
  }

  async acknowledge(trx: Knex.Transaction, id: string): Promise<void> {
    await trx('outbox').where({ id }).delete();
  }

  /** @param delaySeconds - When to try again. */
  async postpone(
    trx: Knex.Transaction,
    id: string,
    reason: string,
    delaySeconds: number,
  ): Promise<void> {
    await this.#failed(trx, id, reason, {
      next_attempt_at: trx.raw(`now() + ? * interval '1 second'`, [
        delaySeconds,
      ]),
    });
  }

  /** Sets a message aside: it is not tried again until somebody clears `parked_at`. */
  async park(trx: Knex.Transaction, id: string, reason: string): Promise<void> {
    await this.#failed(trx, id, reason, { parked_at: trx.fn.now() });
  }

  async countParked(db: Knex): Promise<number> {
    const [{ count }] = await db('outbox').whereNotNull('parked_at').count();
    return Number(count);
  }

  async #failed(
    trx: Knex.Transaction,
    id: string,
    reason: string,
    fields: object,
  ): Promise<void> {
    await trx('outbox')
      .where({ id })
      .update({
        attempts: trx.raw('attempts + 1'),
        // PostgreSQL holds no NUL, and whoever failed may say anything.
        last_error: reason.replaceAll('\u0000', '').slice(0, 1000),
        ...fields,
      });
  }
}

/** @throws ZodError when the row is none that this version knows */
export function messageOf({ payload }: OutboxRow): OutboxMessage {
  return messageSchema.parse(payload);
}
