/**
 * `yarn dev`: the same portal with hot reload, pages on http://localhost:3000, backend on 7007.
 *
 *   yarn dev [--empty]
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { readFlags } from './lib/flags.mjs';
import { installDependencies } from './lib/install.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { providePostgres } from './lib/postgres.mjs';
import { readPostgresServer } from './lib/postgresServer.mjs';
import { onStop, runMain, stopChild, stopOnSignals } from './lib/processes.mjs';
import { say, UserError } from './lib/report.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { prepareTools, requireFrom } from './lib/tools.mjs';

const PAGES_PORT = 3000;
const BACKEND_PORT = 7007;

async function main() {
  const { empty } = readFlags({ empty: { type: 'boolean', default: false } });
  stopOnSignals(() => say('· stopping …'));
  const server = readPostgresServer();
  await requireFreePort(PAGES_PORT);
  await requireFreePort(BACKEND_PORT);
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
        COUNTERSIGN_DEMO: empty ? 'off' : 'on',
        COUNTERSIGN_APP_URL: `http://localhost:${PAGES_PORT}`,
      },
    },
  );
  onStop(() => stopChild(child));
  const code = await new Promise(resolve => child.once('exit', resolve));
  throw new UserError(`The development server ended (exit code ${code})`);
}

await runMain(main);
