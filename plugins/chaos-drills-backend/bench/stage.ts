import { randomBytes } from 'crypto';
import os from 'os';
import {
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { openDatabase } from '@countersign/plugin-governance-node';
import { signingKey } from '@countersign/plugin-governance-test-utils';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import knexFactory, { Knex } from 'knex';

/** Says what goes wrong, and nothing else. */
export const silent: LoggerService = {
  error: console.error,
  warn: console.error,
  info: () => {},
  debug: () => {},
  child: () => silent,
};

/** Prints figures of a benchmark, each as one JSON object a line. */
export function reportAs(bench: string, setup: string) {
  return (metric: string, value: number, unit: string, n: number): void => {
    const rounded = Number(value.toPrecision(3));
    const line = { bench, metric, value: rounded, unit, n, setup };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}

export const report = reportAs(
  'drills',
  `${os.cpus().length} × ${
    os.cpus()[0].model
  }, PostgreSQL and the demo service on the same machine`,
);

/** The tables of drills, and their log. */
export async function openLedger(knex: Knex): Promise<Ledger> {
  const database = { getClient: async () => knex };
  await openDatabase(database, {
    pluginId: 'chaos-drills',
    migrations: resolvePackagePath(
      '@countersign/plugin-chaos-drills-backend',
      'migrations',
    ),
  });
  return Ledger.create({
    database,
    origin: 'bench/chaos-drills',
    signer: createLedgerSigner(new ConfigReader({ ledger: { signingKey } })),
    logger: silent,
  });
}

/** Works in a database of its own on the server that COUNTERSIGN_BENCH_PG names, and drops it afterwards. */
export async function inOwnDatabase(
  name: string,
  work: (knex: Knex, url: string) => Promise<void>,
): Promise<void> {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) throw new Error('COUNTERSIGN_BENCH_PG names no PostgreSQL');
  const database = `${name}_bench_${randomBytes(4).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection });
  await admin.raw('CREATE DATABASE ??', [database]);
  const url = new URL(connection);
  url.pathname = database;
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    await work(knex, url.href);
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
    await admin.destroy();
  }
}
