import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';

const CONFIG = `
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ./serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
[ext_ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[ext_tsa]
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = dn
[dn]
`;

/** A real time stamping authority: OpenSSL, behind a small HTTP server. */
export class TestAuthority {
  /** What it sends in place of an answer, where that is set. */
  answer?: (request: Buffer) => { status: number; body: Uint8Array };
  readonly #folder = mkdtempSync(join(tmpdir(), 'authority-'));
  #server?: Server;

  constructor() {
    writeFileSync(join(this.#folder, 'ts.cnf'), CONFIG);
    writeFileSync(join(this.#folder, 'serial'), '01\n');
    this.#certificate('root', { extensions: 'ext_ca' });
    this.#certificate('tsa', { extensions: 'ext_tsa', by: 'root' });
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  /** In PEM: `root` or `tsa`. */
  pem(name: string): string {
    return readFileSync(join(this.#folder, `${name}.pem`), 'utf8');
  }

  /** Another certificate, with a key of its own. */
  alsoMake(
    name: string,
    options: { extensions: string; by: string; days?: number },
  ) {
    this.#certificate(name, options);
  }

  /** What OpenSSL answers to a request. */
  reply(query: Uint8Array, signer = 'tsa'): Buffer {
    writeFileSync(join(this.#folder, 'query.tsq'), query);
    this.#openssl(
      ...['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query.tsq'],
      ...['-signer', `${signer}.pem`, '-inkey', `${signer}.key`],
      ...['-out', 'reply.tsr'],
    );
    return readFileSync(join(this.#folder, 'reply.tsr'));
  }

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const query = Buffer.concat(pieces);
      const { status, body } = this.answer?.(query) ?? {
        status: 200,
        body: this.reply(query),
      };
      response.writeHead(status, {
        'content-type': 'application/timestamp-reply',
      });
      response.end(body);
    });
    await new Promise<void>(done => {
      this.#server!.listen(0, '127.0.0.1', done);
    });
  }

  async stop(): Promise<void> {
    await new Promise(done => {
      if (this.#server) this.#server.close(done);
      else done(undefined);
    });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #certificate(
    name: string,
    of: { extensions: string; by?: string; days?: number },
  ) {
    this.#openssl(
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt'],
      ...['ec_paramgen_curve:prime256v1', '-nodes', '-config', 'ts.cnf'],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
      ...['-subj', `/CN=Test ${name}`],
    );
    this.#openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`],
      ...['-days', String(of.days ?? 3650), '-extfile', 'ts.cnf'],
      ...['-extensions', of.extensions],
      ...(of.by
        ? ['-CA', `${of.by}.pem`, '-CAkey', `${of.by}.key`, '-CAcreateserial']
        : ['-signkey', `${name}.key`]),
    );
  }

  #openssl(...args: string[]) {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }
}
