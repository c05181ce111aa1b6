import { generateKeyPairSync, randomBytes } from 'crypto';
import os from 'os';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { nearestRank } from '@countersign/plugin-governance-common';
import { openDatabase } from '@countersign/plugin-governance-node';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import knexFactory, { Knex } from 'knex';
import { incidentDatabase } from '../src/database/incidentDatabase';

/** Says what goes wrong, and nothing else. */
export const silent: LoggerService = {
  error: console.error,
  warn: console.error,
  info: () => {},
  debug: () => {},
  child: () => silent,
};

/** Prints figures of a benchmark, one JSON object a line. */
export function reporter(bench: string) {
  const setup = `${os.cpus()[0].model}, PostgreSQL on the same machine`;
  return (metric: string, value: number, unit: string, n: number): void => {
    const line = {
      bench,
      metric,
      value: Number(value.toPrecision(4)),
      unit,
      n,
    };
    process.stdout.write(`${JSON.stringify({ ...line, setup })}\n`);
  };
}

/** The percentile that really occurred. */
export const percentile = (values: readonly number[], p: number): number =>
  nearestRank(Float64Array.from(values).sort(), p);

/** The tables of the plugin and their log. */
export async function openLog(knex: Knex): Promise<Ledger> {
  const database = { getClient: async () => knex };
  await openDatabase(database, incidentDatabase);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return Ledger.create({
    database,
    origin: 'bench/incident-management',
    signer: createLedgerSigner(
      new ConfigReader({ ledger: { signingKey: signingKey.toString() } }),
    ),
    logger: silent,
  });
}

/** Runs it in a database of its own on the server that COUNTERSIGN_BENCH_PG names, and drops that afterwards. */
export async function inOwnDatabase(
  name: string,
  run: (knex: Knex) => Promise<void>,
): Promise<void> {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) throw new Error('COUNTERSIGN_BENCH_PG names no PostgreSQL');
  const database = `${name}_bench_${randomBytes(4).toString('hex')}`;
  const admin = knexFactory({ client: 'pg', connection });
  await admin.raw('CREATE DATABASE ??', [database]);
  const url = new URL(connection);
  url.pathname = database;
  const knex = knexFactory({
    client: 'pg',
    connection: url.toString(),
    pool: { min: 0, max: 10 },
  });
  try {
    await run(knex);
  } finally {
    await knex.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
    await admin.destroy();
  }
}
