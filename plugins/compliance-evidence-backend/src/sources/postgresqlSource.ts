import { Config } from '@backstage/config';
import { csvLine } from '@countersign/plugin-compliance-evidence-common';
import {
  EvidenceSource,
  EvidenceSourceKind,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { Client } from 'pg';
import { pinSession } from '../runs/pinSession';
import { bound } from './bind';

const ROWS_AT_ONCE = 2000;
const TIMEOUT_SECONDS = 600;

/**
 * A PostgreSQL database, by query: read only, in one snapshot, with a time limit. `${parameter}` is bound, a list as text[].
 */
export const postgresqlSources: EvidenceSourceKind = {
  kind: 'postgresql',
  create({ name, system, config }): EvidenceSource {
    const connection = readConnection(config);
    const seconds =
      config.getOptionalNumber('timeoutSeconds') ?? TIMEOUT_SECONDS;
    return {
      system: system ?? name,
      async snapshot(ask, write) {
        const client = new Client({
          ...connection,
          connectionTimeoutMillis: 15_000,
          application_name: 'countersign-evidence',
        });
        const stop = () => {
          client.end().catch(() => undefined);
        };
        // A lost connection fails the query that waits for it; this event alone would end the process.
        client.on('error', () => undefined);
        ask.signal.addEventListener('abort', stop);
        try {
          await client.connect();
          return await read(client, ask, seconds, write);
        } finally {
          ask.signal.removeEventListener('abort', stop);
          await client.end().catch(() => undefined);
        }
      },
    };
  },
};

function readConnection(config: Config) {
  const url = config.getOptionalString('connectionString');
  if (url !== undefined) return { connectionString: url };
  return {
    host: config.getString('host'),
    port: config.getOptionalNumber('port'),
    database: config.getString('database'),
    user: config.getString('user'),
    password: config.getOptionalString('password'),
    ...(config.getOptionalBoolean('tls') && { ssl: true }),
  };
}

/** Every value as PostgreSQL writes it: what a driver makes of one depends on the driver. */
const asText = { getTypeParser: () => (value: unknown) => value };

async function read(
  client: Client,
  { query, signal }: SnapshotAsk,
  seconds: number,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<Taken> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await pinSession(client, seconds * 1000);
  const { rows } = await client.query(
    `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS as_of`,
  );
  const values: (string | string[])[] = [];
  const places = new Map<string, number>();
  const text = bound(query.text, query.parameters, (value, name) => {
    const place = places.get(name) ?? values.push(value);
    places.set(name, place);
    return Array.isArray(value) ? `$${place}::text[]` : `$${place}::text`;
  });
  // By the extended protocol it is one statement, and a cursor is for queries only.
  await client.query({
    text: `DECLARE taken NO SCROLL CURSOR FOR ${text.trim().replace(/;$/, '')}`,
    values,
    queryMode: 'extended',
  } as { text: string; values: unknown[] });
  let fetched = 0;
  for (;;) {
    signal.throwIfAborted();
    const { fields, rows: taken } = await client.query<(string | null)[]>({
      text: `FETCH ${ROWS_AT_ONCE} FROM taken`,
      rowMode: 'array',
      types: asText,
    });
    if (fetched === 0) {
      await write(csvLines([fields.map(({ name }) => name)]));
    }
    if (taken.length === 0) break;
    fetched += taken.length;
    await write(csvLines(taken));
  }
  await client.query('ROLLBACK');
  return {
    asOf: rows[0].as_of,
    format: 'csv',
    completeness: { stated: fetched, gaps: [] },
  };
}

function csvLines(rows: readonly (readonly (string | null)[])[]): Buffer {
  return Buffer.from(rows.map(csvLine).join(''));
}
