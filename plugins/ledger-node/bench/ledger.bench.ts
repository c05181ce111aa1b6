/**
 * Figures of the ledger, one JSON object a line. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/ledger-node/bench/ledger.bench.ts`; it works in a database of its
 * own on that server and drops it afterwards.
 */
import { randomBytes } from 'crypto';
import { cpus } from 'os';
import {
  CompactRange,
  formatCheckpoint,
  leafOf,
  signNote,
  toHex,
  utf8,
  verifyBundle,
  verifyLeaves,
} from '@countersign/plugin-ledger-common';
import knexFactory, { type Knex } from 'knex';
import type { Ledger } from '../src';
import { makeSigner, openLedger } from '../src/__testUtils__/ledgers';
import { createHasher, sha256 } from '../src/hasher';
import { seedEntries } from '../src/__testUtils__/seedEntries';

const SEQUENCED = 200_000;
const APPENDS = 3000;
const LEAVES = 1_000_000;
const ORIGIN = 'bench.example/ledger';

let setup = `${cpus().length} cores, Node ${process.versions.node}`;

function report(metric: string, value: number, unit: string, n: number) {
  const rounded = Number(value.toPrecision(4));
  process.stdout.write(
    `${JSON.stringify({
      bench: 'ledger',
      metric,
      value: rounded,
      unit,
      n,
      setup,
    })}\n`,
  );
}

const seconds = async (work: () => Promise<unknown>) => {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e9;
};

const percentile = (values: number[], p: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * p)];

const signer = makeSigner();

async function benchSequencing(knex: Knex, ledger: Ledger) {
  await seedEntries(knex, SEQUENCED);
  await knex.raw('ANALYZE');
  const took = await seconds(() => ledger.sequence());
  report('sequencing throughput', SEQUENCED / took, 'entries/s', SEQUENCED);
}

/** A transaction of one record, with and without an append, in turns so that both see the same machine. */
async function benchAppend(knex: Knex, ledger: Ledger) {
  await knex.schema.createTable('records', table => {
    table.increments('id');
    table.text('title');
  });
  const plain: number[] = [];
  const recorded: number[] = [];
  const call: number[] = [];
  for (let i = 0; i < APPENDS; i++) {
    const transaction = (append: boolean) =>
      seconds(() =>
        knex.transaction(async trx => {
          await trx('records').insert({ title: `record ${i}` });
          if (append) {
            const took = await seconds(() =>
              ledger.append(trx, {
                type: 'change.updated',
                subject: `CHG${i % 100}`,
                actor: 'user:default/ann',
                occurredAt: '2026-01-02T03:04:05.678Z',
                data: { title: `record ${i}`, state: 'scheduled' },
              }),
            );
            call.push(took * 1000);
          }
        }),
      );
    plain.push((await transaction(false)) * 1000);
    recorded.push((await transaction(true)) * 1000);
  }
  for (const p of [50, 95]) {
    report(`append call p${p}`, percentile(call, p / 100), 'ms', APPENDS);
    report(
      `transaction with append, added p${p}`,
      percentile(recorded, p / 100) - percentile(plain, p / 100),
      'ms',
      APPENDS,
    );
  }
}

async function benchExport(ledger: Ledger) {
  let file = '';
  const exported = await seconds(async () => {
    file = await ledger.exportSubject('CHG0000007');
  });
  const trustedKeys = ledger.verifierKeys();
  let entries = 0;
  const verified = await seconds(async () => {
    entries =
      verifyBundle(utf8(file), { trustedKeys, sha256 }).proven?.entries
        .length ?? 0;
  });
  report('export of a subject', exported, 's', entries);
  report('verification of its bundle', verified, 's', entries);
}

async function benchVerification(trustedKeys: string[]) {
  const leaves = Array.from({ length: LEAVES }, (_, n) =>
    leafOf({
      id: `${toHex(sha256(utf8(String(n))).subarray(0, 16)).replace(
        /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,
        '$1-$2-4$3-8$4-$5',
      )}`,
      type: 'change.updated',
      subject: `CHG${n % 1000}`,
      actor: 'user:default/ann',
      occurredAt: '2026-01-02T03:04:05.678Z',
      data: { comment: 'the plan was reviewed and holds', n },
    }),
  );
  const hasher = createHasher();
  const tree = new CompactRange(hasher);
  leaves.forEach(leaf => tree.append(hasher.leaf(leaf)));
  const checkpoint = await signNote(
    formatCheckpoint({ origin: ORIGIN, size: tree.size, root: tree.root() }),
    { name: ORIGIN, ...signer },
  );
  for (const [how, options] of [
    ['', { trustedKeys, sha256 }],
    [', portable SHA-256', { trustedKeys }],
  ] as const) {
    const before = process.cpuUsage();
    const took = await seconds(() => verifyLeaves(leaves, checkpoint, options));
    const { user, system } = process.cpuUsage(before);
    const metric = `verification of all leaves${how}`;
    report(metric, took, 's', LEAVES);
    report(`${metric}, CPU time`, (user + system) / 1e6, 's', LEAVES);
  }
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
  setup = `${setup}, PostgreSQL ${rows[0].server_version}`;
  await admin.raw('CREATE DATABASE ??', [database]);
  const url = new URL(connection);
  url.pathname = database;
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    const ledger = await openLedger(knex, signer, ORIGIN);
    await benchAppend(knex, ledger);
    await benchSequencing(knex, ledger);
    await benchExport(ledger);
    await benchVerification(ledger.verifierKeys());
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
    await admin.destroy();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
