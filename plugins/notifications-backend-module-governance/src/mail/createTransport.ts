import { Config } from '@backstage/config';
import { createTransport as createMailer, Transporter } from 'nodemailer';

const SECOND = 1000;

/**
 * Whoever is told only later than this that a server has taken a mail sends it again, so a server that is slow after it
 * has read all of it is given time.
 */
const SILENCE_MS = 120 * SECOND;

/** Longer than anything that sends a mail waits: nobody begins a second time while the first is on its way. */
export const MAIL_TIMEOUT_MS = 300 * SECOND;

/** Whoever hands mails to a server. Each has a connection of its own, so that none is sent again by the pool's decision. */
export function createTransport(config: Config): Transporter {
  switch (config.getString('transport')) {
    case 'smtp': {
      const user = config.getOptionalString('username');
      const pass = config.getOptionalString('password');
      return createMailer({
        host: config.getString('hostname'),
        port: config.getNumber('port'),
        secure: config.getOptionalBoolean('secure') ?? false,
        requireTLS: config.getOptionalBoolean('requireTls') ?? false,
        auth: user && pass ? { user, pass } : undefined,
        dnsTimeout: 10 * SECOND,
        connectionTimeout: 10 * SECOND,
        greetingTimeout: 30 * SECOND,
        socketTimeout: SILENCE_MS,
      });
    }
    case 'sendmail':
      return createMailer({
        sendmail: true,
        newline: config.getOptionalString('newline') ?? 'unix',
        path: config.getOptionalString('path') ?? '/usr/sbin/sendmail',
      });
    default:
      return createMailer({ streamTransport: true });
  }
}
