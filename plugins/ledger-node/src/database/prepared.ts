import { createHash } from 'crypto';
import { Knex } from 'knex';

const names = new Map<string, string>();

/**
 * Has PostgreSQL plan a query once a connection, and not each time it is asked: for what is asked often and takes as
 * long to plan as to run.
 *
 * The text must be the same each time, so it binds values only, never identifiers; and it names its columns, since a
 * plan with `*` fails after a migration that adds one, while another replica still runs. The name is made from the
 * text, so that no two queries share one (https://www.postgresql.org/docs/current/sql-prepare.html).
 */
export function prepared<T>(query: Knex.Raw<T>): Knex.Raw<T> {
  const { sql } = query as unknown as { sql: string };
  let name = names.get(sql);
  if (!name) {
    const digest = createHash('sha256').update(sql).digest('base64url');
    name = `countersign_${digest.slice(0, 22)}`;
    names.set(sql, name);
  }
  return query.options({ name }) as Knex.Raw<T>;
}
