import { Knex } from 'knex';

/** How somebody else connects to the database of a test: another pool, or another process. */
// An interface would not pass for JSON.
export type DatabaseConnection = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
};

/** The connection behind a test's own, each member read by its name: knex hides the password from whoever lists them. */
export function connectionOf({ client }: Knex): DatabaseConnection {
  const { host, port, user, password, database } = client.connectionSettings;
  return { host, port: Number(port), user, password, database };
}
