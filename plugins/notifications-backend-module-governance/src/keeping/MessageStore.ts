import {
  OutboxMessage,
  OutboxStore,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** `spread`: one for everybody, which has become one for each. */
export type MessageState =
  | 'waiting'
  | 'sent'
  | 'unaddressed'
  | 'parked'
  | 'spread';

/** What is sent of a notification to one recipient. */
export interface KeptMessage<TNotification> {
  id: string;
  /** Of the message that the notification was made from: the same when it comes again. */
  message: string;
  recipient: string;
  notification: TNotification;
  state: MessageState;
  attempts: number;
  failure: string | undefined;
  changedAt: Date;
}

/** What is new of a message. */
export type NewMessage<TNotification> = Pick<
  KeptMessage<TNotification>,
  'message' | 'recipient' | 'notification'
>;

/** What is to be sent, in a table of its own, and the messages of the outbox by which it leaves. */
export class MessageStore<TNotification> {
  readonly #knex: Knex;
  readonly #outbox: OutboxStore;
  readonly #table: 'mails' | 'slack_messages';
  readonly #kind: 'mail' | 'slack';

  constructor(
    knex: Knex,
    outbox: OutboxStore,
    kept:
      | { table: 'mails'; kind: 'mail' }
      | { table: 'slack_messages'; kind: 'slack' },
  ) {
    this.#knex = knex;
    this.#outbox = outbox;
    this.#table = kept.table;
    this.#kind = kept.kind;
  }

  /** Those that are there already stay as they are. */
  async add(messages: readonly NewMessage<TNotification>[]): Promise<void> {
    await this.inOne(trx => this.addIn(trx, messages));
  }

  async find(id: string): Promise<KeptMessage<TNotification> | undefined> {
    const row = await this.#knex(this.#table).where({ id }).first();
    return (
      row && {
        id: row.id,
        message: row.message,
        recipient: row.recipient,
        notification: row.notification,
        state: row.state,
        attempts: row.attempts,
        failure: row.failure ?? undefined,
        changedAt: row.changed_at,
      }
    );
  }

  async settle(id: string, state: MessageState): Promise<void> {
    await this.settleIn(this.#knex, id, state);
  }

  /** It was not taken. One that had been given up before is sent on, and waits like any other. */
  async failed(id: string, failure: string): Promise<void> {
    await this.#knex(this.#table)
      .where({ id })
      .update({
        state: 'waiting',
        attempts: this.#knex.raw('attempts + 1'),
        failure: withoutNul(failure).slice(0, 500),
        changed_at: this.#knex.fn.now(),
      });
  }

  /** How many stand in a state. */
  async count(state: MessageState): Promise<number> {
    const [{ count }] = await this.#knex(this.#table).where({ state }).count();
    return Number(count);
  }

  /** Forgets those that were over before: their notifications do not come again by then. */
  async forget(before: Date): Promise<void> {
    await this.#knex(this.#table)
      .whereIn('state', ['sent', 'unaddressed', 'spread'])
      .where('changed_at', '<', before)
      .delete();
  }

  protected async inOne(work: (trx: Knex) => Promise<void>): Promise<void> {
    await this.#knex.transaction(work);
  }

  protected async settleIn(
    db: Knex,
    id: string,
    state: MessageState,
  ): Promise<void> {
    await db(this.#table)
      .where({ id })
      .update({ state, changed_at: db.fn.now() });
  }

  protected async addIn(
    trx: Knex,
    messages: readonly NewMessage<TNotification>[],
  ): Promise<void> {
    if (!messages.length) return;
    const added = await trx(this.#table)
      .insert(
        messages.map(({ message, recipient, notification }) => ({
          message: withoutNul(message),
          recipient: withoutNul(recipient),
          notification: JSON.stringify(notification, (_, value) =>
            typeof value === 'string' ? withoutNul(value) : value,
          ),
        })),
      )
      .onConflict(['message', 'recipient'])
      .ignore()
      .returning<{ id: string }[]>('id');
    await this.#outbox.add(
      trx,
      added.map(({ id }): OutboxMessage => ({ kind: this.#kind, id })),
    );
  }
}

/** PostgreSQL holds none, and people may write anything. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}
