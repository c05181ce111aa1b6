import { Notification } from '@backstage/plugin-notifications-common';
import { OutboxStore } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** `spread`: one for everybody, which has become one for each address. */
export type MailState =
  | 'waiting'
  | 'sent'
  | 'unaddressed'
  | 'parked'
  | 'spread';

/** A notification that is to be mailed. */
export interface Mail {
  id: string;
  /** Of the message that the notification was made from: the same when it comes again. */
  message: string;
  /** A user, an address, or {@link EVERYBODY}. */
  recipient: string;
  notification: Notification;
  state: MailState;
  attempts: number;
  failure: string | undefined;
  changedAt: Date;
}

export const EVERYBODY = '';

/** Mails, and the messages of the outbox by which they leave. */
export class MailStore {
  readonly #knex: Knex;
  readonly #outbox: OutboxStore;

  constructor(knex: Knex, outbox: OutboxStore) {
    this.#knex = knex;
    this.#outbox = outbox;
  }

  /** Those that are there already stay as they are. */
  async add(
    mails: readonly Pick<Mail, 'message' | 'recipient' | 'notification'>[],
  ): Promise<void> {
    await this.#knex.transaction(trx => this.#add(trx, mails));
  }

  /** One for each address, in place of one for everybody. */
  async spread(mail: Mail, addresses: readonly string[]): Promise<void> {
    const { message, notification } = mail;
    await this.#knex.transaction(async trx => {
      await this.#add(
        trx,
        addresses.map(recipient => ({ message, recipient, notification })),
      );
      await settle(trx, mail.id, 'spread');
    });
  }

  async find(id: string): Promise<Mail | undefined> {
    const row = await this.#knex('mails').where({ id }).first();
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

  async settle(id: string, state: MailState): Promise<void> {
    await settle(this.#knex, id, state);
  }

  async failed(id: string, failure: string): Promise<void> {
    await this.#knex('mails')
      .where({ id })
      .update({
        attempts: this.#knex.raw('attempts + 1'),
        failure: withoutNul(failure).slice(0, 500),
        changed_at: this.#knex.fn.now(),
      });
  }

  /** How many stand in a state. */
  async count(state: MailState): Promise<number> {
    const [{ count }] = await this.#knex('mails').where({ state }).count();
    return Number(count);
  }

  /** Forgets those that were over before: their notifications do not come again by then. */
  async forget(before: Date): Promise<void> {
    await this.#knex('mails')
      .whereIn('state', ['sent', 'unaddressed', 'spread'])
      .where('changed_at', '<', before)
      .delete();
  }

  async #add(
    trx: Knex,
    mails: readonly Pick<Mail, 'message' | 'recipient' | 'notification'>[],
  ): Promise<void> {
    if (!mails.length) return;
    const added = await trx('mails')
      .insert(
        mails.map(({ message, recipient, notification }) => ({
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
      added.map(({ id }) => ({ kind: 'mail', id })),
    );
  }
}

async function settle(db: Knex, id: string, state: MailState): Promise<void> {
  await db('mails').where({ id }).update({ state, changed_at: db.fn.now() });
}

/** PostgreSQL holds none, and people may write anything. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}
