/**
 * What a record takes on the disk of PostgreSQL, with its ledger entries, its indexes and what was answered to whoever made it: so
 * many of a kind are led through their whole lives over HTTP, and what the databases of the areas grew by meanwhile is divided by
 * their number. Each table and index grows by pages of 8 KB: what few records make of that is as much chance as size.
 * Run with `COUNTERSIGN_BENCH_PG=postgresql://… tsx packages/backend/bench/sizes.bench.ts [records of a kind]`.
 */
import knexFactory, { Knex } from 'knex';
import {
  Figures,
  machine,
} from '../../../plugins/change-management-backend/bench/figures';
import { withDemoPortal } from './demoPortal';
import { Lives, people } from './lives';

const each = Number(process.argv[2] ?? 200);

/** What the tables of an area take, with all that hangs on them. */
async function bytesOf(knex: Knex): Promise<number> {
  // What is not needed any more would count, and is used again.
  await knex.raw('VACUUM ANALYZE');
  const { rows } = await knex.raw(
    `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  return Number(rows[0].bytes);
}

async function main(): Promise<void> {
  await withDemoPortal(
    Object.values(people),
    async ({ portal, version, databaseOf }) => {
      const figures = new Figures(
        'sizes',
        `${machine(version)}, ${each} of each kind, beside the demo records`,
      );
      const lives = new Lives(portal);
      const kinds: [what: string, plugin: string, live: () => Promise<void>][] =
        [
          ['a change', 'change-management', () => lives.change()],
          ['an answer of the gate', 'change-management', () => lives.gate()],
          ['an incident', 'incident-management', () => lives.incident()],
          ['an alert', 'incident-management', () => lives.alert()],
        ];
      for (const [what, plugin, live] of kinds) {
        const knex = knexFactory({
          client: 'pg',
          connection: databaseOf(plugin),
        });
        try {
          // Tables that are hardly filled grow by whole pages of each index.
          for (let i = 0; i < each / 4; i++) await live();
          await lives.settle();
          const before = await bytesOf(knex);
          for (let i = 0; i < each; i++) await live();
          await lives.settle();
          const bytes = (await bytesOf(knex)) - before;
          figures.value(what, bytes / each / 1024, 'KB', each);
        } finally {
          await knex.destroy();
        }
      }
    },
  );
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
