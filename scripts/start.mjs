/**
 * `npm start`: from a machine with nothing but npm and some Node (18 or later) to a running portal.
 *
 *   npm start                     everything, with a portal that is lived in
 *   npm start -- --empty          without the demo records
 *   npm start -- --port 8080      on another port
 *   npm start -- --config x.yaml  with configuration over app-config.yaml (may be repeated)
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp, buildCli } from './lib/build.mjs';
import { requireFreeSpace } from './lib/disk.mjs';
import { installDependencies } from './lib/install.mjs';
import { dataDir } from './lib/paths.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { startPortal } from './lib/portal.mjs';
import { providePostgres } from './lib/postgres.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { say, step, totalElapsed, UserError } from './lib/report.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { prepareTools } from './lib/tools.mjs';

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        empty: { type: 'boolean', default: false },
        port: { type: 'string', default: '7007' },
        config: { type: 'string', multiple: true, default: [] },
      },
    }));
  } catch (error) {
    throw new UserError(error.message);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UserError(
      `--port takes a number from 1 to 65535, not "${values.port}"`,
    );
  }
  return { ...values, port };
}

async function main() {
  const { empty, port, config } = readOptions();
  stopOnSignals(() => say('· stopping …'));
  await requireFreePort(port);
  await requireFreeSpace(dataDir, 300, 'the portal');
  const tools = await prepareTools();
  await installDependencies(tools);
  await buildCli(tools);
  await buildApp(tools);
  const secrets = await ensureSecrets(dataDir);
  const postgres = await providePostgres(tools, {
    dataDir: path.join(dataDir, 'postgres'),
  });
  const portal = await step('starting the portal', () =>
    startPortal(tools, {
      port,
      env: {
        ...secrets,
        ...postgres.env,
        COUNTERSIGN_DEMO: empty ? 'off' : 'on',
      },
      logFile: path.join(dataDir, 'portal.log'),
      configFiles: config,
    }),
  );
  say(`\n  Countersign is ready at ${portal.url} (${totalElapsed()})`);
  say('  Ctrl-C stops it; what it knows stays in .data/\n');
  throw await portal.ended;
}

await runMain(main);
