import { Readable } from 'stream';
import { isError } from '@backstage/errors';
import { createTransport } from 'nodemailer';
import { MailSettings } from '../settings';

/** A mail as it goes out. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same however often it is sent, so that a server can tell a repeat. */
  messageId: string;
  attachment?: { filename: string; content: AsyncIterable<Uint8Array> };
}

/** What became of a mail that a server did not take. */
export class NotSent extends Error {
  constructor(
    message: string,
    readonly how: {
      /** It will say no to the same mail again. */
      isLasting: boolean;
      /** It had all of the mail, and did not get to say whether it took it. */
      isUnknown: boolean;
    },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'NotSent';
  }
}

/** Sends mails by SMTP, one connection each: TLS unless the settings say that the server is near. */
export class Mailer {
  constructor(readonly settings: MailSettings) {}

  /** Of message ids. */
  get domain(): string {
    return this.settings.from.split('@').at(-1)!.replace(/>$/, '');
  }

  /**
   * Whether the server can be reached and lets us in. Nothing is sent.
   *
   * @throws NotSent
   */
  async verify(): Promise<void> {
    const transport = this.#transport();
    try {
      await transport.verify();
    } catch (error) {
      throw new NotSent(
        problemOf(error),
        { isLasting: codeOf(error) === 'EAUTH', isUnknown: false },
        { cause: error },
      );
    } finally {
      transport.close();
    }
  }

  /** @throws NotSent */
  async send(mail: Mail): Promise<void> {
    const transport = this.#transport();
    const { to, subject, text, messageId, attachment } = mail;
    try {
      await transport.sendMail({
        from: this.settings.from,
        to,
        subject,
        text,
        messageId,
        attachments: attachment && [
          {
            filename: attachment.filename,
            content: Readable.from(attachment.content, { objectMode: false }),
          },
        ],
      });
    } catch (error) {
      throw notSent(error);
    } finally {
      transport.close();
    }
  }

  #transport() {
    const { host, port, secure, allowPlain, user, password } = this.settings;
    return createTransport({
      host,
      port: port ?? (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !allowPlain,
      ignoreTLS: allowPlain,
      ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
    });
  }
}

/** Before the data, nothing was sent; an answer with a code says no. Anything else leaves it open. */
const beforeData = new Set([
  'EDNS',
  'ECONNECTION',
  'ECONNREFUSED',
  'ETLS',
  'EAUTH',
  'EENVELOPE',
]);

function notSent(error: unknown): NotSent {
  const { responseCode, command } = (isError(error) ? error : {}) as {
    responseCode?: unknown;
    command?: unknown;
  };
  const answered = typeof responseCode === 'number';
  const isKnown =
    answered || command === 'CONN' || beforeData.has(codeOf(error) ?? '');
  return new NotSent(
    problemOf(error),
    { isLasting: answered && responseCode >= 500, isUnknown: !isKnown },
    { cause: error },
  );
}

function codeOf(error: unknown): string | undefined {
  return isError(error) && typeof error.code === 'string'
    ? error.code
    : undefined;
}

function problemOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
