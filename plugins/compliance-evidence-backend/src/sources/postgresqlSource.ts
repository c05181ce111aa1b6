import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { csvLine } from '@countersign/plugin-compliance-evidence-common';
import {
  bound,
  EvidenceSource,
  EvidenceSourceKind,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { Client } from 'pg';
import { pinSession } from '../runs/pinSession';

const ROWS_AT_ONCE = 2000;
const TIMEOUT_SECONDS = 600;

/**
 * A database that speaks PostgreSQL, by query: read only, in one snapshot, with a time limit. `${parameter}` is bound, a list
 * as text[]. What is too big to bring is summed up by the query where it lives.
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
        // A lost connection fails the query that waits for it; this event alone would end the process.
        client.on('error', () => undefined);
        return untilAborted(
          ask.signal,
          async () => {
            await client.connect();
            return read(client, ask, seconds, write);
          },
          () => client.end(),
        );
      },
    };
  },
};

/** Work that ends at once where it is told to, even while a connection is being made. */
async function untilAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  close: () => Promise<void>,
): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // One that is being made is closed as soon as it is there; nobody waits for that.
    const closed = close().catch(() => undefined);
    if (!signal.aborted) await closed;
  }
}

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

/** Whoever has one of these can have a query read files of the server, or run programs there. */
const RISKY_ROLES = [
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
];

/**
 * A transaction that is read only keeps a query from writing to tables, and from nothing else.
 *
 * @throws InputError where the account may do more than read
 */
async function demandHarmless(client: Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string; rolsuper: boolean }>(
    `SELECT rolname, rolsuper FROM pg_roles
     WHERE (rolname = current_user AND rolsuper)
        OR (rolname = ANY ($1::text[]) AND pg_has_role(current_user, oid, 'MEMBER'))
     ORDER BY rolsuper DESC, rolname LIMIT 1`,
    [RISKY_ROLES],
  );
  const [risk] = rows;
  if (!risk) return;
  throw new InputError(
    `The account of the source ${
      risk.rolsuper ? 'is a superuser' : `has the role ${risk.rolname}`
    }, and so a query could read files of the server or run programs there: give it an account that may only read the tables it needs`,
  );
}

/** Every value as PostgreSQL writes it: what a driver makes of one depends on the driver. */
const asText = { getTypeParser: () => (value: unknown) => value };

async function read(
  client: Client,
  { query, signal }: SnapshotAsk,
  seconds: number,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<Taken> {
  const startedAt = Date.now();
  await demandHarmless(client);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await pinSession(client, seconds * 1000);
  const { rows } = await client.query(
    `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS as_of, version() AS server`,
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
    completeness: {
      stated: fetched,
      gaps: [],
      statistics: {
        server: rows[0].server,
        seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
      },
    },
  };
}

function csvLines(rows: readonly (readonly (string | null)[])[]): Buffer {
  return Buffer.from(rows.map(csvLine).join(''));
}
