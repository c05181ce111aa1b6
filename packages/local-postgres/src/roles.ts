import { Client } from 'pg';

/** The role that makes the cluster. */
export const SUPERUSER = 'postgres';

/** The role that a portal connects as: it may make databases, owns its own, and is held by their rules. */
export const ROLE = 'countersign';

/** Connection parameters of the superuser, for a database. */
export type Connect = (database: string) => {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
};

async function inDatabase<T>(
  connect: Connect,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(connect(database));
  // Without a listener, a connection that the server drops would end this process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the ordinary role where there is none, and gives it what the superuser owns in databases of a time when portals
 * connected as the superuser.
 */
export async function ensureRole(
  connect: Connect,
  password: string,
): Promise<void> {
  const handedDown = await inDatabase(connect, 'postgres', async client => {
    // Held to the end of the session: processes that start together make one role.
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [ROLE]);
    const { rows } = await client.query(
      'SELECT FROM pg_roles WHERE rolname = $1',
      [ROLE],
    );
    if (rows.length === 0) {
      await client.query(
        `CREATE ROLE ${client.escapeIdentifier(ROLE)} LOGIN CREATEDB
         PASSWORD ${client.escapeLiteral(password)}`,
      );
    }
    const { rows: databases } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database
       WHERE datdba = $1::regrole AND NOT datistemplate AND datname <> 'postgres'`,
      [SUPERUSER],
    );
    return databases.map(({ datname }) => datname);
  });
  for (const database of handedDown) {
    await inDatabase(connect, database, client => handOver(client, database));
  }
}

/**
 * Makes a role that may log in and owns nothing: whoever has tables lets it read them. Accounts are of the whole server, and
 * the role of a portal makes none.
 */
export async function ensureReader(
  connect: Connect,
  name: string,
  password: string,
): Promise<void> {
  await inDatabase(connect, 'postgres', async client => {
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [ROLE]);
    const { rows } = await client.query(
      'SELECT FROM pg_roles WHERE rolname = $1',
      [name],
    );
    await client.query(
      `${rows.length === 0 ? 'CREATE' : 'ALTER'} ROLE ${client.escapeIdentifier(
        name,
      )} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
    );
  });
}

/** In one transaction, the database itself last: one that was interrupted is found again at the next start. */
async function handOver(client: Client, database: string): Promise<void> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ statement: string }>(
    `WITH mine AS (
       SELECT oid, nspname FROM pg_namespace
       WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
     )
     SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, $1::text) AS statement FROM mine
     UNION ALL
     SELECT format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, $1::text)
     FROM pg_class c JOIN mine ON mine.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
     UNION ALL
     SELECT format('ALTER SEQUENCE %s OWNER TO %I', c.oid::regclass, $1::text)
     FROM pg_class c JOIN mine ON mine.oid = c.relnamespace
     WHERE c.relkind = 'S' AND NOT EXISTS (
       SELECT FROM pg_depend d
       WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
     )
     UNION ALL
     SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, $1::text)
     FROM pg_proc p JOIN mine ON mine.oid = p.pronamespace
     UNION ALL
     SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, $1::text)
     FROM pg_type t JOIN mine ON mine.oid = t.typnamespace
     WHERE t.typtype IN ('e', 'd')`,
    [ROLE],
  );
  for (const { statement } of rows) {
    await client.query(statement);
  }
  await client.query(
    `ALTER DATABASE ${client.escapeIdentifier(
      database,
    )} OWNER TO ${client.escapeIdentifier(ROLE)}`,
  );
  await client.query('COMMIT');
}
