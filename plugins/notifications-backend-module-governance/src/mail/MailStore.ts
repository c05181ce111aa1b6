import { Notification } from '@backstage/plugin-notifications-common';
import { OutboxStore } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { KeptMessage, MessageStore } from '../keeping/MessageStore';

/** A notification that is to be mailed; its recipient is a user, an address, or {@link EVERYBODY}. */
export type Mail = KeptMessage<Notification>;

export const EVERYBODY = '';

/** Mails, and the messages of the outbox by which they leave. */
export class MailStore extends MessageStore<Notification> {
  constructor(knex: Knex, outbox: OutboxStore) {
    super(knex, outbox, { table: 'mails', kind: 'mail' });
  }

  /** One for each address, in place of one for everybody. */
  async spread(mail: Mail, addresses: readonly string[]): Promise<void> {
    const { message, notification } = mail;
    await this.inOne(async trx => {
      await this.addIn(
        trx,
        addresses.map(recipient => ({ message, recipient, notification })),
      );
      await this.settleIn(trx, mail.id, 'spread');
    });
  }
}
