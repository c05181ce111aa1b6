/**
 * Figures of service levels with 10,000 objectives, one JSON object a line. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/service-levels-backend/bench/objectives.bench.ts [objectives]`; it works in
 * a database of its own on that server and drops it afterwards.
 */
import { randomBytes } from 'crypto';
import os from 'os';
import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';
import knexFactory, { Knex } from 'knex';
import { benchServices, silent } from './benchServices';
import { definitions } from './estate';
import { ageByAMonth, giveAYear } from './month';
import { serve } from './overHttp';

const [objectives = 10_000] = process.argv.slice(2).map(Number);
const TICKS = 12;
const REQUESTS = 200;
const MINUTE = 60_000;

function report(metric: string, value: number, unit: string, n: number): void {
  const setup = `${objectives} objectives, ${
    os.cpus()[0].model
  }, PostgreSQL on the same machine`;
  const line = { bench: 'objectives', metric, value, unit, n, setup };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What is held in memory, and nothing that is not needed any more. */
function held(): number {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function run(knex: Knex): Promise<void> {
  let now = Date.UTC(2026, 10, 2, 9);
  const start = await benchServices(knex, {
    items: definitions(objectives),
    clock: () => now,
  });
  const tick = async ({ engine }: ReturnType<typeof start>) => {
    now += MINUTE;
    return milliseconds(() => engine.tick());
  };

  const services = start();
  await services.prepare();
  report(
    'first reading of all definitions, a hundredth of them wrong',
    await milliseconds(() => services.definitions.refresh()),
    'ms',
    1,
  );
  report(
    'reading definitions of which none has changed',
    await milliseconds(() => services.definitions.refresh()),
    'ms',
    1,
  );

  await tick(services);
  const cpu = process.cpuUsage();
  const times: number[] = [];
  for (let i = 0; i < TICKS; i++) times.push(await tick(services));
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  report('evaluated and persisted, median', times[TICKS / 2], 'ms', TICKS);
  report('evaluated and persisted, slowest', times[TICKS - 1], 'ms', TICKS);
  report(
    'CPU of the portal an objective and tick',
    (user + system) / TICKS / objectives,
    'µs',
    TICKS,
  );

  await ageByAMonth(knex, now);
  const before = held();
  const restarted = start();
  report(
    'restart after a month to the end of the first evaluation',
    await tick(restarted),
    'ms',
    1,
  );
  report(
    'memory of an objective',
    (held() - before) / objectives / 1024,
    'KB',
    objectives,
  );

  // The database does so by itself within a minute of so many new rows.
  await knex.raw('VACUUM ANALYZE objectives');
  await giveAYear(knex, 'objective-0', now);
  const { get, stop } = await serve(restarted, silent);
  const p95 = async (metric: string, path: (i: number) => string) => {
    for (let i = 0; i < 20; i++) await get(path(i));
    const all: number[] = [];
    for (let i = 0; i < REQUESTS; i++) {
      all.push(await milliseconds(() => get(path(i))));
    }
    all.sort((a, b) => a - b);
    report(`${metric}, p95`, all[Math.floor(0.95 * REQUESTS)], 'ms', REQUESTS);
  };
  await p95(
    'entity card over HTTP',
    i => `/objectives?component=component:default/service-${(i * 7) % 1000}`,
  );
  await p95('overview over HTTP', i =>
    i % 2 ? '/objectives?state=ok' : `/objectives?q=objective-${i}`,
  );
  const day = (n: number) => new Date(now - n * 86_400_000).toISOString();
  await p95(
    'dashboard over HTTP',
    () => `/dashboard?previousFrom=${day(180)}&from=${day(90)}&to=${day(0)}`,
  );
  await p95(
    'detail over HTTP',
    i => `/objectives/objective-${(i * 31) % objectives}`,
  );
  const to = new Date(now).toISOString();
  const from = new Date(now - 365 * 86_400_000).toISOString();
  await p95(
    'a year of history over HTTP',
    () => `/objectives/objective-0/history?from=${from}&to=${to}`,
  );
  await stop();
  const { rows } = await knex.raw(
    `SELECT pg_total_relation_size('buckets')::float8 / count(*) AS bytes FROM buckets`,
  );
  report('disk of a kept step', rows[0].bytes, 'bytes', 1);
}

async function main(): Promise<void> {
  const url = process.env.COUNTERSIGN_BENCH_PG;
  if (!url) throw new Error('COUNTERSIGN_BENCH_PG is not set');
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection: url });
  await admin.raw('CREATE DATABASE ??', [name]);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: address.href });
  try {
    await run(knex);
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    await admin.destroy();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
