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
    kind: z.literal('webhook'),
    /** The same however often it is sent. */
    id: z.string(),
    /** Of those that configuration names. */
    target: z.string(),
    body: z.json(),
  }),
  z.object({
    kind: z.literal('signal'),
    channel: z.string(),
  }),
  z.object({
    kind: z.literal('mail'),
    /** Of those that whoever sends mails keeps. */
    id: z.string(),
  }),
  z.object({
    kind: z.literal('slack'),
    /** Of those that whoever posts to Slack keeps. */
    id: z.string(),
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
  /** The same however often it is sent. */
  messageId: string;
}

/** Names who has taken a message: another one each time. */
export type Lease = string;

/** Messages waiting to be sent: at least once, in the order of their transactions as far as delivery allows. */
export class OutboxStore {
  readonly #kinds: readonly OutboxMessage['kind'][] | undefined;

  /** @param kinds - What is taken from it, where several send what stands in one outbox; everything when absent. */
  constructor(kinds?: readonly OutboxMessage['kind'][]) {
    this.#kinds = kinds;
  }

  async add(trx: Knex, messages: OutboxMessage[]): Promise<void> {
    if (!messages.length) return;
    await trx('outbox').insert(
      messages.map(message => ({
        kind: message.kind,
        payload: JSON.stringify(message),
      })),
    );
  }

  /** Takes what has been due longest and is with nobody: no other replica takes it until the lease ends. */
  async takeNextDue(
    db: Knex,
    lease: Lease,
    leaseMs: number,
  ): Promise<OutboxRow | undefined> {
    const next = db('outbox')
      .where('next_attempt_at', '<=', db.fn.now())
      .whereNull('parked_at')
      .whereRaw('coalesce(leased_until <= now(), true)')
      .orderBy(['next_attempt_at', 'id'])
      .forUpdate()
      .skipLocked()
      .limit(1)
      .select('id');
    if (this.#kinds) next.whereIn('kind', this.#kinds);
    const [row] = await db('outbox')
      .where('id', next)
      .update({ lease, leased_until: inMs(db, leaseMs) })
      .returning<OutboxRow[]>([
        ...['id', 'kind', 'attempts', 'payload'],
        'message_id as messageId',
      ]);
    return row;
  }

  /** Keeps what one has taken for longer. Nothing happens where another one has it by now. */
  async extend(
    db: Knex,
    id: string,
    lease: Lease,
    leaseMs: number,
  ): Promise<void> {
    await db('outbox')
      .where({ id, lease })
      .update({ leased_until: inMs(db, leaseMs) });
  }

  /** Gives back at once what one took under a lease and cannot say how it went. */
  async release(db: Knex, lease: Lease): Promise<void> {
    await db('outbox')
      .where({ lease })
      .update({ lease: null, leased_until: null });
  }

  /** It was taken; whoever else may have it by now sends it a second time and no more. */
  async acknowledge(db: Knex, id: string): Promise<void> {
    await db('outbox').where({ id }).delete();
  }

  /**
   * @param delaySeconds - When to try again.
   * @returns when that is; undefined where another one has it by now
   */
  async postpone(
    db: Knex,
    id: string,
    lease: Lease,
    reason: string,
    delaySeconds: number,
  ): Promise<Date | undefined> {
    return this.#failed(db, id, lease, reason, {
      next_attempt_at: inMs(db, delaySeconds * 1000),
    });
  }

  /** Sets a message aside: it is not tried again until somebody clears `parked_at`. */
  async park(
    db: Knex,
    id: string,
    lease: Lease,
    reason: string,
  ): Promise<void> {
    await this.#failed(db, id, lease, reason, { parked_at: db.fn.now() });
  }

  /** What stands in it at the moment: what whoever watches the portal looks at. */
  async figures(
    db: Knex,
  ): Promise<{ waiting: number; parked: number; lagSeconds: number }> {
    const { rows } = await db.raw<{ rows: Record<string, string>[] }>(
      `SELECT count(*) FILTER (WHERE parked_at IS NULL) AS waiting,
         count(parked_at) AS parked,
         coalesce(extract(epoch FROM now() - min(next_attempt_at) FILTER (
           WHERE parked_at IS NULL AND next_attempt_at <= now()
         )), 0) AS lag
       FROM outbox`,
    );
    const [{ waiting, parked, lag }] = rows;
    return {
      waiting: Number(waiting),
      parked: Number(parked),
      lagSeconds: Number(lag),
    };
  }

  /** Gives it back, unless another one has it by now, who will say how it went. */
  async #failed(
    db: Knex,
    id: string,
    lease: Lease,
    reason: string,
    fields: object,
  ): Promise<Date | undefined> {
    const [row] = await db('outbox')
      .where({ id, lease })
      .update({
        attempts: db.raw('attempts + 1'),
        // PostgreSQL holds no NUL, and whoever failed may say anything.
        last_error: reason.replaceAll('\u0000', '').slice(0, 1000),
        lease: null,
        leased_until: null,
        ...fields,
      })
      .returning<{ next_attempt_at: Date }[]>('next_attempt_at');
    return row?.next_attempt_at;
  }
}

function inMs(db: Knex, ms: number): Knex.Raw {
  return db.raw(`now() + ? * interval '1 millisecond'`, [ms]);
}

/** @throws ZodError when the row is none that this version knows */
export function messageOf({ payload }: OutboxRow): OutboxMessage {
  return messageSchema.parse(payload);
}
