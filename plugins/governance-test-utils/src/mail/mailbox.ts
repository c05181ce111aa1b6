import { Socket } from 'net';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../programs/freePort';

/** A mail as a recipient sees it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  subject: string;
  /** The plain text: all of it, or the part that stands beside others. */
  text: string;
  attachments: { filename: string; content: Buffer }[];
  messageId: string;
}

/** What a mail server does instead of taking a mail: `drop` breaks the connection after it has read all of it. */
export type MailTrouble = 'try-later' | 'no-such-mailbox' | 'drop';

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/**
 * An SMTP server that takes every mail and keeps it.
 *
 * @param options - `port`: where it listens, to come up where another one was.
 */
export async function startMailbox(options: { port?: number } = {}) {
  const received: ReceivedMail[] = [];
  const refused: ReceivedMail[] = [];
  const troubles: MailTrouble[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, accepted) {
      if (troubles[0] === 'no-such-mailbox') {
        troubles.shift();
        accepted(refusal(550, `No mailbox ${address} here`));
      } else {
        accepted();
      }
    },
    async onData(stream, { envelope }, accepted) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString().replace(/\r\n/g, '\n');
      const source = readable(raw);
      const header = (name: string) =>
        new RegExp(`^${name}: (.*)$`, 'm').exec(source)?.[1] ?? '';
      const mail = {
        from: envelope.mailFrom ? envelope.mailFrom.address : '',
        to: envelope.rcptTo.map(({ address }) => address),
        subject: header('Subject'),
        text: textIn(source),
        attachments: attachmentsIn(raw),
        messageId: header('Message-ID'),
      };
      const trouble = troubles.shift();
      (trouble ? refused : received).push(mail);
      if (trouble === 'drop') {
        sockets.forEach(socket => socket.destroy());
      } else {
        accepted(trouble ? refusal(451, 'Try again later') : undefined);
      }
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // A client that breaks off is no fault of the server.
  server.on('error', () => {});
  // One that another can come up on later.
  const port = options.port ?? (await freePort());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port,
    received,
    /** Mails that it read and did not take. */
    refused,
    /** What it does to the next mails, one each. */
    troubles,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/**
 * Undoes quoted-printable (RFC 2045, 6.7), which is all that short ASCII texts go through.
 */
function readable(message: string): string {
  return message
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
}

function textIn(source: string): string {
  const isWhole = !/^Content-Type: multipart\//m.test(source);
  const text = isWhole
    ? /\n\n([^]*?)\n*$/
    : /Content-Type: text\/plain[^]*?\n\n([^]*?)\n*--/;
  return text.exec(source)?.[1] ?? '';
}

function attachmentsIn(raw: string): ReceivedMail['attachments'] {
  const part =
    /Content-Disposition: attachment; filename="?([^"\n]+)"?[^]*?\n\n([A-Za-z0-9+/=\n]*)/g;
  return [...raw.matchAll(part)].map(([, filename, base64]) => ({
    filename,
    content: Buffer.from(base64, 'base64'),
  }));
}
