/**
 * Figures of change management with a million changes, one JSON object a line. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/change-management-backend/bench/changes.bench.ts [changes] [planned]`; it
 * works in a database of its own on that server and drops it afterwards.
 */
import { randomBytes } from 'crypto';
import { listChangesQuerySchema } from '@countersign/plugin-change-management-common';
import { Caller } from '@countersign/plugin-governance-node';
import knexFactory, { Knex } from 'knex';
import { createStores } from '../src/database/stores';
import { ConflictReader } from '../src/services/ConflictReader';
import { benchServices } from './benchServices';
import { personRef, teamRef } from './estate';
import { Figures, machine, milliseconds } from './figures';
import { lists } from './lists';

const [total = 1_000_000, planned = 100_000] = process.argv
  .slice(2)
  .map(Number);
const GATED = 300;

const person: Caller = { kind: 'user', ref: personRef(50) };
const pipeline: Caller = { kind: 'service', ref: 'external:ci' };

async function run(knex: Knex, setup: string) {
  const figures = new Figures('changes', setup);
  const measure = async (
    metric: string,
    n: number,
    work: (i: number) => Promise<unknown>,
  ) => {
    for (let i = 0; i < Math.min(n, 10); i++) await work(i);
    const times: number[] = [];
    for (let i = 0; i < n; i++) times.push(await milliseconds(() => work(i)));
    figures.times(metric, times);
    return times;
  };

  const loading = performance.now();
  const { numbers, settings, graph, services } = await benchServices(knex, {
    total,
    planned,
    approved: GATED,
  });
  const seconds = Math.round((performance.now() - loading) / 1000);
  process.stderr.write(`loaded in ${seconds} s\n`);
  const { changes, dashboard, gate } = services;

  const all: number[] = [];
  for (const [name, query] of Object.entries(lists)) {
    all.push(
      ...(await measure(`list, ${name}`, 40, i =>
        changes.list(person, listChangesQuerySchema.parse(query(i))),
      )),
    );
  }
  figures.times('list', all);

  const DAY = 86_400_000;
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  for (const [name, days] of [
    ['a week', 7],
    ['90 days', 90],
  ] as const) {
    await measure(`dashboard, ${name}`, 20, i =>
      dashboard.figures(person, {
        previousFrom: ago(i + 2 * days),
        from: ago(i + days),
        to: ago(i),
      }),
    );
  }
  await measure('dashboard, 90 days, of a team', 20, i =>
    dashboard.figures(person, {
      ...{ previousFrom: ago(180), from: ago(90), to: ago(0) },
      team: [teamRef(i % 40)],
    }),
  );

  await measure('gate', GATED, i =>
    gate.ask(pipeline, {
      change: numbers[i % numbers.length],
      environment: 'production',
    }),
  );

  const stores = createStores(knex, { includeDemo: settings.demo });
  const conflicts = new ConflictReader({ stores, settings });
  const placed = await stores.changes.findMany(knex, numbers);
  await measure('conflict check', placed.length, i =>
    conflicts.read(knex, placed[i].change, graph, new Date()),
  );
}

async function main() {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) {
    throw new Error(
      'Set COUNTERSIGN_BENCH_PG to a PostgreSQL connection string whose user may create databases',
    );
  }
  const database = `countersign_bench_${randomBytes(6).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection });
  const { rows } = await admin.raw('SHOW server_version');
  await admin.raw('CREATE DATABASE ??', [database]);
  const url = new URL(connection);
  url.pathname = database;
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    await run(
      knex,
      `${machine(
        rows[0].server_version,
      )}, ${total} changes of which ${planned} planned, through the services, one at a time`,
    );
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
    await admin.destroy();
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
