/**
 * Change management over HTTP, with authentication, as pipelines and people ask it: the gate, lists and the page of a
 * change, by many callers at once, beside the bare health route of the same backend. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx packages/backend/bench/http.bench.ts [changes] [planned] [callers] [seconds]
 * [metrics]`, the metrics with `;` between them.
 */
import { generateKeyPairSync, randomBytes } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import { ConfigReader } from '@backstage/config';
import knexFactory from 'knex';
import {
  BOARD,
  personRef,
  writtenEstate,
} from '../../../plugins/change-management-backend/bench/estate';
import {
  Figures,
  machine,
} from '../../../plugins/change-management-backend/bench/figures';
import { fillDatabase } from '../../../plugins/change-management-backend/bench/loadedDatabase';
import { readSettings } from '../../../plugins/change-management-backend/src/settings';
import { askAtOnce } from './callers';
import { dropDatabases } from './dropDatabases';
import { untilCalm } from './processes';
import { questions } from './questions';
import { Portal, startPortal } from './startPortal';

const [total = 1_000_000, planned = 100_000, callers = 16, seconds = 10] =
  process.argv.slice(2, 6).map(Number);
const only = process.argv[6];
const APPROVED = 300;

const changeManagement = {
  approvalPolicies: [{ name: 'board', require: [{ group: BOARD, count: 1 }] }],
};
/** Those who ask: every tenth person of the estate, one of the board among them. */
const people = Array.from({ length: callers }, (_, i) => personRef(i * 10));

async function main() {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) {
    throw new Error(
      'Set COUNTERSIGN_BENCH_PG to a PostgreSQL connection string whose user may create databases',
    );
  }
  const prefix = `countersign_bench_${randomBytes(6).toString('hex')}_`;
  const database = `${prefix}change-management`;
  const admin = knexFactory({ client: 'pg', connection });
  const { rows } = await admin.raw('SHOW server_version');
  const figures = new Figures(
    'http',
    `${machine(
      rows[0].server_version,
    )}, ${total} changes of which ${planned} planned, over HTTP with authentication, ${callers} callers at once on the same machine`,
  );
  await admin.raw('CREATE DATABASE ??', [database]);
  const url = new URL(connection);
  url.pathname = database;
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    const { policies } = readSettings(new ConfigReader({ changeManagement }));
    const approved = await fillDatabase(
      knex,
      { total, planned, approved: APPROVED },
      policies.digest,
    );
    process.stderr.write('loaded; starting the portal\n');
    const { privateKey } = generateKeyPairSync('ed25519');
    const portal = await startPortal({
      connection,
      prefix,
      people,
      estate: writtenEstate(),
      signingKey: privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      program: 'portal.ts',
      pipelineOf: 'change-management',
      config: { changeManagement },
    });
    try {
      await untilItemsAreKnown(portal, approved[0]);
      const asked = await questions({
        portal,
        people,
        knex,
        approved,
        total,
      });
      for (const [metric, question] of Object.entries(asked)) {
        if (only && !only.split(';').includes(metric)) continue;
        // What the question before left to do, such as a ledger to be sequenced, is not this one's.
        await untilCalm(portal.pid, admin);
        const { times, perSecond } = await askAtOnce(
          portal.url,
          callers,
          seconds,
          question,
        );
        figures.times(metric, times);
        figures.value(metric, perSecond, '/s', times.length);
      }
    } finally {
      await portal.stop();
    }
  } finally {
    await knex.destroy();
    await dropDatabases(admin, prefix);
    await admin.destroy();
  }
}

/** The catalog is read from time to time: measured is what is answered once its items are known. */
async function untilItemsAreKnown(
  { url, tokenOf }: Portal,
  change: string,
): Promise<void> {
  const deadline = Date.now() + 300_000;
  const headers = { Authorization: `Bearer ${await tokenOf(people[0])}` };
  const page = `${url}/api/change-management/changes/${change}`;
  for (;;) {
    const { items } = await (await fetch(page, { headers })).json();
    if (items?.length) return;
    if (Date.now() > deadline) {
      throw new Error(`The catalog does not know the items of ${change}`);
    }
    await delay(1000);
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
