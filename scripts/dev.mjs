/**
 * `npm run dev`: the same portal with hot reload, pages on http://localhost:3000, backend on 7007.
 *
 *   npm run dev -- [--empty] [--pages-port 3100] [--port 7107]
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { readFlags } from './lib/flags.mjs';
import { installDependencies } from './lib/install.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { readPort, requireFreePort } from './lib/ports.mjs';
import { providePostgres } from './lib/postgres.mjs';
import { readPostgresServer } from './lib/postgresServer.mjs';
import { onStop, runMain, stopChild, stopOnSignals } from './lib/processes.mjs';
import { say, UserError } from './lib/report.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { prepareTools, requireFrom } from './lib/tools.mjs';

const otherPort = flag =>
  `or choose another port with "npm run dev -- ${flag} <number>"`;

async function main() {
  const flags = readFlags({
    empty: { type: 'boolean', default: false },
    'pages-port': { type: 'string', default: '3000' },
    port: { type: 'string', default: '7007' },
  });
  const pagesPort = readPort(flags['pages-port'], '--pages-port');
  const port = readPort(flags.port, '--port');
  stopOnSignals(() => say('· stopping …'));
  const server = readPostgresServer();
  await requireFreePort(pagesPort, otherPort('--pages-port'));
  await requireFreePort(port, otherPort('--port'));
  const tools = await prepareTools();
  await installDependencies(tools);
  const secrets = await ensureSecrets(dataDir);
  const postgres = await providePostgres(tools, server, {
    dataDir: path.join(dataDir, 'postgres'),
  });
  const cli = requireFrom(root).resolve('@backstage/cli/bin/backstage-cli');
  const child = spawn(
    tools.nodeExecutable,
    [cli, 'repo', 'start', 'app', 'backend'],
    {
      cwd: root,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...tools.env,
        ...secrets,
        ...postgres,
        COUNTERSIGN_DATA_DIR: dataDir,
        COUNTERSIGN_DEMO: flags.empty ? 'off' : 'on',
        COUNTERSIGN_APP_URL: `http://localhost:${pagesPort}`,
        COUNTERSIGN_URL: `http://localhost:${port}`,
        COUNTERSIGN_PORT: String(port),
      },
    },
  );
  onStop(() => stopChild(child));
  const code = await new Promise(resolve => child.once('exit', resolve));
  throw new UserError(`The development server ended (exit code ${code})`);
}

await runMain(main);
