/**
 * `yarn bench [filter…]`: runs the benchmarks (`plugins/<name>/bench/<what>.bench.ts`), each on a fresh PostgreSQL of
 * its own, and prints what they measured, one JSON object a line: `bench`, `metric`, `value`, `unit`, `n`, `setup`.
 * Everything else goes to standard error.
 */
import { totalmem } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { installDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { startEmbeddedPostgres } from './lib/postgres.mjs';
import { ensureAlertmanager } from './lib/alertmanager.mjs';
import { ensurePrometheus } from './lib/prometheus.mjs';
import { onStop, runMain, stopChild, stopOnSignals } from './lib/processes.mjs';
import { reportTo, say, UserError } from './lib/report.mjs';
import { filesBelow, workspaceFolders } from './lib/stamps.mjs';
import { prepareTools } from './lib/tools.mjs';

async function findBenchmarks(filters) {
  const folders = await workspaceFolders();
  const files = await Promise.all(
    folders.map(folder =>
      filesBelow(path.join(folder, 'bench'), file =>
        file.endsWith('.bench.ts'),
      ),
    ),
  );
  const names = files.flat().map(file => path.relative(root, file));
  const chosen = names
    .filter(
      name => !filters.length || filters.some(part => name.includes(part)),
    )
    .sort();
  if (!chosen.length) {
    throw new UserError(
      `No benchmark matches ${filters.join(', ')}; there are ${names.join(
        ', ',
      )}`,
    );
  }
  return chosen;
}

function isFigure(line) {
  try {
    return typeof JSON.parse(line).bench === 'string';
  } catch {
    return false;
  }
}

/** What some benchmarks need or compare with: the others run without. */
async function broughtFor(file) {
  if (file.includes('-prometheus/')) {
    return { PROMETHEUS_PATH: await ensurePrometheus() };
  }
  return file.endsWith('/intake.bench.ts')
    ? { ALERTMANAGER_PATH: await ensureAlertmanager() }
    : {};
}

async function runBenchmark(tools, file) {
  const brought = await broughtFor(file);
  const server = await startEmbeddedPostgres(tools, {
    ephemeral: true,
    durable: true,
    // As PostgreSQL's own documentation has it for a server of its own (19.4.1): a quarter of the memory. Its default is made to
    // start on anything, and a million changes are many times as large.
    parameters: {
      shared_buffers: `${Math.floor(totalmem() / 4 / 1024 ** 2)}MB`,
    },
  });
  const child = spawn(
    tools.nodeExecutable,
    ['--import', 'tsx', path.join(root, file)],
    {
      cwd: path.resolve(root, file, '../..'),
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...tools.env,
        ...brought,
        COUNTERSIGN_BENCH_PG: server.superuserUrl,
      },
    },
  );
  const stop = onStop(() => stopChild(child));
  createInterface(child.stdout).on('line', line =>
    (isFigure(line) ? process.stdout : process.stderr).write(`${line}\n`),
  );
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await stop();
  await server.stop();
  return code === 0;
}

async function main() {
  stopOnSignals();
  reportTo(process.stderr);
  const tools = await prepareTools();
  await installDependencies(tools);
  const failed = [];
  for (const file of await findBenchmarks(process.argv.slice(2))) {
    say(`· ${file}`);
    if (!(await runBenchmark(tools, file))) {
      failed.push(file);
    }
  }
  if (failed.length) {
    throw new UserError(`These benchmarks failed: ${failed.join(', ')}`);
  }
}

await runMain(main);
