/**
 * The server as a process: `tsx packages/local-postgres/src/main.ts (--data-dir <dir> | --ephemeral [--durable])
 * [--port <n>] [--reader <role>]… [--set <parameter>=<value>]…`.
 *
 * Prints one line of JSON when the server answers (`{ host, port, user, password, version, reused, superuserUrl }`)
 * or cannot be started (`{ error: { code, message } }`, exit 1), then waits. The server stops on SIGTERM, on SIGINT,
 * and when standard input ends: that is, also when the process that started this one was killed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LocalPostgresError } from './errors';
import { startLocalPostgres } from './startLocalPostgres';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      ephemeral: { type: 'boolean', default: false },
      durable: { type: 'boolean', default: false },
      port: { type: 'string' },
      reader: { type: 'string', multiple: true, default: [] },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const dataDir = values.ephemeral
    ? await mkdtemp(path.join(tmpdir(), 'countersign-postgres-'))
    : values['data-dir'];
  if (!dataDir) {
    throw new LocalPostgresError(
      'FAILED',
      'Say where the data is: --data-dir <dir>, or --ephemeral for a server that is thrown away',
    );
  }

  const stopRequested = new Promise<void>(resolve => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    process.stdin.resume();
  });
  const removeWhenEphemeral = async () => {
    if (values.ephemeral) {
      await rm(dataDir, { recursive: true, force: true });
    }
  };

  try {
    const server = await startLocalPostgres({
      dataDir,
      port: values.port === undefined ? undefined : Number(values.port),
      durable: values.durable || !values.ephemeral,
      readers: values.reader,
      parameters: Object.fromEntries(
        values.set.map(text => {
          const [name, ...value] = text.split('=');
          return [name, value.join('=')];
        }),
      ),
    });
    const { host, port, user, password, version, reused } = server;
    print({
      ...{ host, port, user, password, version, reused },
      superuserUrl: server.superuserUrl(),
    });
    await stopRequested;
    await server.stop();
  } finally {
    await removeWhenEphemeral();
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    const code = error instanceof LocalPostgresError ? error.code : 'FAILED';
    print({ error: { code, message: error.message } });
    process.exit(1);
  },
);
