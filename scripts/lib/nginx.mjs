import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { unpackDebianPackage } from './debianPackage.mjs';
import { root, toolsDir } from './paths.mjs';
import { onStop, run, stopChild } from './processes.mjs';
import { step, UserError } from './report.mjs';

const unpacked = path.join(toolsDir, 'nginx');
/** What an adopter takes. */
const site = path.join(root, 'deploy/nginx/countersign.conf');

function find() {
  return [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
    '/usr/sbin',
    path.join(unpacked, 'usr/sbin'),
  ]
    .map(folder => path.join(folder, 'nginx'))
    .find(existsSync);
}

/** nginx: the machine's own, or Debian's package unpacked beside the other tools. */
async function ensureNginx() {
  const found = find();
  if (found) {
    return found;
  }
  if (existsSync('/etc/debian_version')) {
    await step('bringing nginx from apt', () =>
      unpackDebianPackage('nginx', unpacked),
    );
    const brought = find();
    if (brought) {
      return brought;
    }
  }
  throw new UserError(
    'The portal is tested behind nginx 1.22 or newer: install it, so that it is on the PATH (https://nginx.org/en/download.html)',
  );
}

/** Puts what a site puts into the file; a line that is not there any more is a fault of the test. */
function filledIn(text, lines) {
  return Object.entries(lines).reduce((filled, [line, own]) => {
    if (!filled.includes(line)) {
      throw new Error(`deploy/nginx/countersign.conf has no "${line}"`);
    }
    return filled.replaceAll(line, own);
  }, text);
}

/**
 * Starts nginx before a portal, by the configuration that is shipped, with a certificate of its own.
 *
 * @param options.folder - takes the certificate, the configuration and the log
 * @param options.port - where it speaks TLS, on the loopback interface
 * @param options.plainPort - where it sends whoever does not speak TLS away
 * @param options.portalPort - where the portal listens
 * @returns `{ stop }`
 */
export async function startNginx({ folder, port, plainPort, portalPort }) {
  const program = await ensureNginx();
  await mkdir(folder);
  const file = name => path.join(folder, name);
  const [certificate, key] = [file('tls.crt'), file('tls.key')];
  await run(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-noenc', '-days', '2'],
      ...['-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { quiet: true },
  );
  await writeFile(
    file('countersign.conf'),
    filledIn(await readFile(site, 'utf8'), {
      'listen 80;': `listen 127.0.0.1:${plainPort};`,
      'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
      'server_name countersign.example.com;': 'server_name localhost;',
      '/etc/nginx/tls/countersign.crt': certificate,
      '/etc/nginx/tls/countersign.key': key,
      'server 127.0.0.1:7007;': `server 127.0.0.1:${portalPort};`,
    }),
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    file('nginx.conf'),
    [
      'daemon off;',
      // Its workers write into this folder, which is of nobody else.
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      'pid nginx.pid;',
      'error_log error.log;',
      'events {}',
      'http {',
      '  access_log off;',
      ...temporary.map(of => `  ${of}_temp_path ${of};`),
      '  include countersign.conf;',
      '}',
      '',
    ].join('\n'),
  );
  const child = spawn(program, ['-p', folder, '-c', 'nginx.conf'], {
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  const stop = onStop(() => stopChild(child));
  const ended = new Promise(resolve => {
    child.once('error', resolve);
    child.once('exit', code => resolve(new Error(`exit code ${code}`)));
  });
  const failure = await Promise.race([ended, untilListening(port)]);
  if (failure) {
    const log = await readFile(file('error.log'), 'utf8').catch(() => '');
    throw new UserError(`nginx did not start: ${log || failure.message}`);
  }
  return { stop };
}

async function untilListening(port) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const listens = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1');
      socket
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (listens) {
      return undefined;
    }
    await delay(50);
  }
  return new Error('it did not listen within 30 s');
}
