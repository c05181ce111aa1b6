import { AddressInfo } from 'net';
import { SMTPServer } from 'smtp-server';

/** A mail as a recipient sees it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  subject: string;
  /** The plain text alternative. */
  text: string;
}

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** An SMTP server that takes every mail and keeps it. */
export async function startMailbox() {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, { envelope }, accepted) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const source = readable(Buffer.concat(chunks).toString());
      received.push({
        from: envelope.mailFrom ? envelope.mailFrom.address : '',
        to: envelope.rcptTo.map(({ address }) => address),
        subject: /^Subject: (.*)$/m.exec(source)?.[1] ?? '',
        text:
          /Content-Type: text\/plain[^]*?\n\n([^]*?)\n*--/.exec(source)?.[1] ??
          '',
      });
      accepted();
    },
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

/**
 * Undoes the line ends of SMTP and quoted-printable (RFC 2045, 6.7), which is all that short ASCII texts go through.
 */
function readable(message: string): string {
  return message
    .replace(/\r\n/g, '\n')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
}
