/**
 * `npm start`: from a machine with nothing but npm and some Node (18 or later) to a running portal.
 *
 *   npm start                     everything, with a portal that is lived in
 *   npm start -- --empty          without the demo records and the demo service
 *   npm start -- --port 8080      on another port
 *   npm start -- --data folder    with what it knows in another folder than .data
 *   npm start -- --config x.yaml  with configuration over app-config.yaml (may be repeated)
 */
import path from 'node:path';
import { buildApp, buildCli, makeVerifyPage } from './lib/build.mjs';
import { untilDemoRecords } from './lib/demo.mjs';
import { startDemoService } from './lib/demoService.mjs';
import { requireFreeSpace } from './lib/disk.mjs';
import { readFlags } from './lib/flags.mjs';
import { installDependencies } from './lib/install.mjs';
import { dataDir } from './lib/paths.mjs';
import { readPort, requireFreePort } from './lib/ports.mjs';
import { startPortal } from './lib/portal.mjs';
import { providePostgres } from './lib/postgres.mjs';
import { readPostgresServer } from './lib/postgresServer.mjs';
import { runMain, stopOnSignals } from './lib/processes.mjs';
import { say, step, totalElapsed } from './lib/report.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { prepareTools } from './lib/tools.mjs';

const OTHER_PORT = 'or choose another port with "npm start -- --port <number>"';

function readOptions() {
  const flags = readFlags({
    empty: { type: 'boolean', default: false },
    port: { type: 'string', default: '7007' },
    data: { type: 'string', default: dataDir },
    config: { type: 'string', multiple: true, default: [] },
  });
  const port = readPort(flags.port, '--port');
  return { ...flags, port, data: path.resolve(flags.data) };
}

async function main() {
  const { empty, port, data, config } = readOptions();
  const server = readPostgresServer();
  stopOnSignals(() => say('· stopping …'));
  await requireFreePort(port, OTHER_PORT);
  await requireFreeSpace(data, 300, 'the portal');
  const tools = await prepareTools();
  await installDependencies(tools);
  const secrets = await ensureSecrets(data);
  // Before the builds: nobody waits for minutes to hear that a password is wrong.
  const postgres = await providePostgres(tools, server, {
    dataDir: path.join(data, 'postgres'),
  });
  const verifyPage = await makeVerifyPage(tools, await buildCli(tools));
  await buildApp(tools);
  const service =
    !empty && (await startDemoService(tools, { port, data, postgres }));
  const portal = await step('starting the portal', () =>
    startPortal(tools, {
      port,
      env: {
        ...secrets,
        ...postgres,
        ...(service && service.env),
        COUNTERSIGN_DATA_DIR: data,
        COUNTERSIGN_VERIFY_PAGE: verifyPage,
        COUNTERSIGN_DEMO: empty ? 'off' : 'on',
      },
      logFile: path.join(data, 'portal.log'),
      configFiles: config,
    }),
  );
  await Promise.race([untilDemoRecords(portal.url), portal.ended]);
  say(`\n  Countersign is ready at ${portal.url} (${totalElapsed()})`);
  if (service) say(`  ${await service.ready}`);
  say(
    `  Ctrl-C stops it; what it knows stays in ${
      data === dataDir ? '.data' : data
    }/\n`,
  );
  throw await portal.ended;
}

await runMain(main);
