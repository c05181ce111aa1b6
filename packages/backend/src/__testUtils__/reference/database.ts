import { Knex } from 'knex';
import { code, page, table } from './markdown';

interface Table {
  name: string;
  columns: string[];
  /** What the database itself refuses to change in it. */
  refuses: string[];
}

/** The tables of a plugin, which has a schema of its own named by its id. */
async function tablesOf(knex: Knex, pluginId: string): Promise<Table[]> {
  const { rows } = await knex.raw<{
    rows: { name: string; columns: string[]; refuses: string[] }[];
  }>(
    `SELECT c.relname AS name,
        ARRAY(
          SELECT a.attname::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum
        ) AS columns,
        ARRAY(
          SELECT DISTINCT event FROM pg_trigger t,
            unnest(ARRAY[
              CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END,
              CASE WHEN t.tgtype & 16 <> 0 THEN 'UPDATE' END,
              CASE WHEN t.tgtype & 32 <> 0 THEN 'TRUNCATE' END
            ]) AS event
          WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled = 'A' AND event IS NOT NULL
          ORDER BY event
        ) AS refuses
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname !~ 'knex_migrations|^backstage_backend_'
        AND NOT c.relispartition
      ORDER BY c.relname`,
    [pluginId],
  );
  return rows;
}

/** The page of what the areas keep, asked of the database itself. */
export async function databasePage(
  knex: Knex,
  pluginIds: readonly string[],
): Promise<string> {
  const plugins = await Promise.all(
    pluginIds.map(async id => ({ id, tables: await tablesOf(knex, id) })),
  );
  return page(
    'Database',
    'What each area keeps, in the PostgreSQL database or schema that Backstage gives its plugin. "Guarded" are the statements that triggers of the database check or refuse, whoever sends them (`ENABLE ALWAYS`). After a plugin is removed its tables stay: drop its database or schema once you have exported what an auditor may ask for.',
    plugins.map(({ id, tables }) => ({
      title: id,
      text: table(
        ['Table', 'Columns', 'Guarded'],
        tables.map(({ name, columns, refuses }) => [
          code(name),
          columns.map(code).join(', '),
          refuses.join(', '),
        ]),
      ),
    })),
  );
}
