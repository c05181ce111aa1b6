import { EventsService } from '@backstage/plugin-events-node';
import { Notification } from '@backstage/plugin-notifications-common';
import { MAIL_TOPIC, MailOutcome } from '@countersign/plugin-governance-node';
import { Transporter } from 'nodemailer';
import { KeptSender } from '../keeping/KeptSender';
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
  /** Sends each that is due, and says what became of it. */
  readonly sending: KeptSender<Notification>;

  constructor(options: MailSenderOptions) {
    this.#options = options;
    const { store, events } = options;
    this.sending = new KeptSender({
      ...{ store, events, isForGood },
      kind: 'mail',
      handOver: mail => this.#handOver(mail),
      topic: MAIL_TOPIC,
      about: aboutOf,
    });
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
}

function aboutOf({
  notification,
  recipient,
}: Mail): Pick<MailOutcome, 'origin' | 'scope' | 'user'> {
  const { origin, payload } = notification;
  return {
    origin,
    ...(payload.scope && { scope: payload.scope }),
    ...(recipient.startsWith('user:') && { user: recipient }),
  };
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
