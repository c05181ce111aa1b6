import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { AddressInfo } from 'net';
import os from 'os';
import path from 'path';
import tls from 'tls';
import { SMTPServer, SMTPServerOptions } from 'smtp-server';
import { Mail, Mailer, NotSent } from './Mailer';

const user = 'reports';
const password = 'opensesame';

/** A certificate of `localhost` that signs itself, and its key. */
function certificate() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mailer-'));
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-nodes', '-days', '2'],
        ...['-pkeyopt', 'ec_paramgen_curve:prime256v1'],
        ...['-subj', '/CN=localhost', '-addext'],
        ...['subjectAltName=DNS:localhost', '-keyout', 'key', '-out', 'cert'],
      ],
      { cwd: folder, stdio: 'pipe' },
    );
    const read = (name: string) =>
      readFileSync(path.join(folder, name), 'utf8');
    return { key: read('key'), cert: read('cert') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a mailer', () => {
  const pair = certificate();
  const trusted = tls.getCACertificates('default');
  const servers: SMTPServer[] = [];
  /** Who let themselves in, and what was sent, each with whether the connection was encrypted. */
  let seen: string[];

  beforeEach(() => {
    seen = [];
    tls.setDefaultCACertificates([...trusted, pair.cert]);
  });
  afterEach(async () => {
    tls.setDefaultCACertificates(trusted);
    const open = servers.splice(0);
    await Promise.all(
      open.map(server => new Promise<void>(done => server.close(done))),
    );
  });

  /** A mailer whose server listens like this. */
  async function mailerTo(
    listens: SMTPServerOptions,
    settings: { secure?: boolean; allowPlain?: boolean } = {},
  ): Promise<Mailer> {
    const server = new SMTPServer({
      ...pair,
      allowInsecureAuth: true,
      onAuth(auth, { secure }, done) {
        seen.push(`${auth.username} ${secure ? 'encrypted' : 'plain'}`);
        done(null, { user: auth.username });
      },
      onData(stream, { secure }, done) {
        stream.resume().on('end', () => {
          seen.push(`mail ${secure ? 'encrypted' : 'plain'}`);
          done();
        });
      },
      ...listens,
    });
    server.on('error', () => {});
    servers.push(server);
    await new Promise<void>(done => {
      server.listen(0, 'localhost', done);
    });
    return new Mailer({
      ...{ host: 'localhost', user, password, attachUpTo: 10, attempts: 6 },
      port: (server.server.address() as AddressInfo).port,
      from: 'reports@example.com',
      secure: false,
      allowPlain: false,
      ...settings,
    });
  }

  const mail: Mail = {
    to: 'audit@example.com',
    subject: 'The pack',
    text: 'Here it is.',
    messageId: '<1@example.com>',
  };

  const refusalOf = async (mailer: Mailer) => {
    const error = await mailer.send(mail).catch(thrown => thrown);
    expect(error).toBeInstanceOf(NotSent);
    return (error as NotSent).how;
  };

  it.each([
    ['from the first byte on', { secure: true }],
    ['once it has greeted the server', { secure: false }],
  ])('encrypts %s', async (_, settings) => {
    const mailer = await mailerTo(settings, settings);
    await mailer.verify();
    await mailer.send(mail);
    expect(seen).toEqual([
      `${user} encrypted`,
      `${user} encrypted`,
      'mail encrypted',
    ]);
  });

  it('sends neither mail nor password to a server that does not encrypt, unless the settings say that it is near', async () => {
    const plain = { disabledCommands: ['STARTTLS'] };
    // It will not encrypt the next time either.
    expect(await refusalOf(await mailerTo(plain))).toEqual({
      isLasting: true,
      isUnknown: false,
    });
    expect(seen).toEqual([]);
    await (await mailerTo(plain, { allowPlain: true })).send(mail);
    expect(seen).toEqual([`${user} plain`, 'mail plain']);
  });

  it.each([{ secure: true }, { secure: false }])(
    'sends nothing to a server that cannot show who it is: %j',
    async settings => {
      tls.setDefaultCACertificates(trusted);
      const mailer = await mailerTo(settings, settings);
      expect(await refusalOf(mailer)).toEqual({
        isLasting: false,
        isUnknown: false,
      });
      expect(seen).toEqual([]);
    },
  );
});
