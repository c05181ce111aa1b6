import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Deliver,
  MAIL_TOPIC,
  MailOutcome,
  NoteParked,
  RefusedForGood,
} from '@countersign/plugin-governance-node';
import { Transporter } from 'nodemailer';
import { htmlOf, textOf } from '../mailTexts';
import { Addresses } from './Addresses';
import { EVERYBODY, Mail, MailStore } from './MailStore';
import { Pace } from '../keeping/Pace';
import { MailSettings } from './settings';

/**
 * Sends the mails that the outbox hands out, and says what became of each. A mail that a server has taken is never sent
 * again. One whose connection broke before the answer may have been taken: it is sent again under the same Message-ID, by
 * which mailboxes know a repeat.
 */
export class MailSender {
  readonly #options: MailSenderOptions;

  constructor(options: MailSenderOptions) {
    this.#options = options;
  }

  readonly deliver: Deliver = async message => {
    const { store } = this.#options;
    const mail =
      message.kind === 'mail' ? await store.find(message.id) : undefined;
    if (!mail) return;
    if (mail.state === 'waiting' || mail.state === 'parked') {
      await this.#send(mail);
    }
    await this.#tell(mail.id);
  };

  readonly parked: NoteParked = async message => {
    if (message.kind !== 'mail') return;
    await this.#options.store.settle(message.id, 'parked');
    await this.#tell(message.id);
  };

  async #send(mail: Mail): Promise<void> {
    const { store } = this.#options;
    // Whoever looks at it sees that it is on its way, should the server be slow.
    if (mail.attempts === 0) await this.#tell(mail.id);
    try {
      await store.settle(mail.id, await this.#handOver(mail));
    } catch (error) {
      const failure = stringifyError(error);
      await store.failed(mail.id, failure);
      await this.#tell(mail.id);
      throw isForGood(error) ? new RefusedForGood(failure) : error;
    }
  }

  async #handOver(mail: Mail): Promise<'sent' | 'spread' | 'unaddressed'> {
    const { store, addresses, transporter, settings, pace } = this.#options;
    const { id, recipient, notification } = mail;
    if (recipient === EVERYBODY) {
      // They are in the outbox, and go out after this one.
      await store.spread(mail, await addresses.ofEverybody());
      return 'spread';
    }
    const to = recipient.startsWith('user:')
      ? await addresses.ofUser(recipient)
      : recipient;
    if (!to) return 'unaddressed';
    await pace.turn();
    await transporter.sendMail({
      from: settings.sender,
      replyTo: settings.replyTo,
      // As an object it is one address, whatever is in it.
      to: { name: '', address: to },
      subject: notification.payload.title,
      text: textOf(notification, settings.baseUrl),
      html: htmlOf(notification, settings.baseUrl),
      messageId: `<${id}@${hostOf(settings.baseUrl)}>`,
      // An answer of the mailbox itself, such as "out of office", would answer nobody.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return 'sent';
  }

  async #tell(id: string): Promise<void> {
    const { store, events } = this.#options;
    const mail = await store.find(id);
    if (!mail || mail.state === 'spread') return;
    const { notification, recipient, attempts, failure } = mail;
    const { scope } = notification.payload;
    const outcome: MailOutcome = {
      origin: notification.origin,
      ...(scope && { scope }),
      ...(recipient.startsWith('user:') && { user: recipient }),
      state: mail.state,
      at: mail.changedAt.toISOString(),
      attempts,
      ...(failure && mail.state !== 'sent' && { failure }),
    };
    await events.publish({ topic: MAIL_TOPIC, eventPayload: outcome });
  }
}

/** The server refuses this sender, this recipient or these words; a login that fails is for somebody to mend. */
function isForGood(error: unknown): boolean {
  const { code, responseCode = 0 } = error as {
    code?: string;
    responseCode?: number;
  };
  return responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}

interface MailSenderOptions {
  store: MailStore;
  addresses: Pick<Addresses, 'ofEverybody' | 'ofUser'>;
  transporter: Pick<Transporter, 'sendMail'>;
  pace: Pace;
  settings: Pick<MailSettings, 'baseUrl' | 'replyTo' | 'sender'>;
  events: EventsService;
}
