import { Knex } from 'knex';

/** Drops the databases that a portal made for its plugins: their names begin with the prefix. */
export async function dropDatabases(
  admin: Knex,
  prefix: string,
): Promise<void> {
  const { rows }: { rows: { datname: string }[] } = await admin.raw(
    'SELECT datname FROM pg_database WHERE starts_with(datname, ?)',
    [prefix],
  );
  for (const { datname } of rows) {
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [datname]);
  }
}
