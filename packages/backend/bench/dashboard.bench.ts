/**
 * How soon the governance dashboard and the time line of an entity are whole: all requests of the page at once, over HTTP, to the areas
 * in one process as in a portal, one JSON object a line. Run with `COUNTERSIGN_BENCH_PG=postgresql://… tsx
 * packages/backend/bench/dashboard.bench.ts [changes] [incidents] [objectives]`; it works in databases of its own on that server and
 * drops them afterwards. Beside them stands what the same machine takes for a sum that is always the same: a machine that does other
 * things too takes longer for both.
 */
import { randomBytes } from 'crypto';
import knexFactory, { Knex } from 'knex';
import {
  Figures,
  machine,
  milliseconds,
} from '../../../plugins/change-management-backend/bench/figures';
import { dashboardPage, timeline } from './dashboardQuestions';
import { Databases, stageDashboard } from './dashboardStage';
import { alwaysTheSame } from './yardstick';

const [changes = 1_000_000, incidents = 100_000, objectives = 10_000] =
  process.argv.slice(2).map(Number);
const EACH = 30;
const WARM_UP = 5;

async function run(knex: Databases, server: string): Promise<void> {
  const size = {
    ...{ changes, planned: Math.ceil(changes / 10), incidents, objectives },
    ...{ deployments: Math.ceil(changes / 10), alerts: objectives * 5 },
    ...{
      drills: Math.ceil(incidents / 10),
      findings: Math.ceil(incidents / 10),
    },
  };
  const figures = new Figures(
    'dashboard',
    `${machine(server)}, ${Object.entries(size)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}, over HTTP, every request of a page at once`,
  );
  const begun = performance.now();
  const stage = await stageDashboard(knex, size);
  figures.value('loading', (performance.now() - begun) / 1000, 's', 1);
  const yardstick: number[] = [];
  const measure = async (metric: string, ask: (i: number) => Promise<void>) => {
    // Negative: what is measured was not asked before.
    for (let i = 1; i <= WARM_UP; i++) await ask(-i);
    const times: number[] = [];
    for (let i = 0; i < EACH; i++) {
      times.push(await milliseconds(() => ask(i)));
      yardstick.push(await milliseconds(async () => alwaysTheSame()));
    }
    figures.times(metric, times);
  };
  try {
    for (const days of [7, 90]) {
      const paths = (i: number) => dashboardPage(i, days);
      await measure(`page of ${days} days`, async i => {
        await Promise.all(paths(i).map(path => stage.get(path)));
      });
      for (const [n, path] of paths(0).entries()) {
        const name = path.split('?')[0].slice(1);
        await measure(`of ${days} days: ${name}`, async i => {
          // Other periods than those that the page asked for.
          await stage.get(paths(i + 100)[n]);
        });
      }
    }
    await measure('time line of an entity', i =>
      timeline(stage.get, Math.abs(i)),
    );
    figures.times('for comparison: the same sum each time', yardstick);
  } finally {
    await stage.stop();
  }
}

async function main(): Promise<void> {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) throw new Error('COUNTERSIGN_BENCH_PG names no PostgreSQL');
  const suffix = randomBytes(4).toString('hex');
  const admin = knexFactory({ client: 'pg', connection });
  const { rows } = await admin.raw('SHOW server_version');
  const made: { name: string; knex: Knex }[] = [];
  const open = async (area: string) => {
    const name = `dashboard_bench_${area}_${suffix}`;
    await admin.raw('CREATE DATABASE ??', [name]);
    const url = new URL(connection);
    url.pathname = name;
    const knex = knexFactory({
      client: 'pg',
      connection: url.href,
      pool: { min: 0, max: 10 },
    });
    made.push({ name, knex });
    return knex;
  };
  try {
    await run(
      {
        'change-management': await open('changes'),
        'incident-management': await open('incidents'),
        'service-levels': await open('objectives'),
        'compliance-evidence': await open('evidence'),
        'chaos-drills': await open('drills'),
      },
      rows[0].server_version,
    );
  } finally {
    for (const { name, knex } of made) {
      await knex.destroy();
      await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
    await admin.destroy();
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
