import { randomUUID } from 'crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { connectionOf } from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { taken } from './__testUtils__/taken';
import { postgresqlSources } from './postgresqlSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe('the postgresql source', () => {
  const reader = `reader_${randomUUID().replace(/-/g, '')}`;
  let knex: Knex;
  let config: JsonObject;
  const ask = (text: string, parameters = {}, more: JsonObject = {}) =>
    taken(postgresqlSources, { ...config, ...more }, text, { parameters });

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    const { host, port, database } = connectionOf(knex);
    await knex.raw(`CREATE ROLE ${reader} LOGIN PASSWORD 'only-reads'`);
    await knex.raw(`
      CREATE TABLE grants (id bigint PRIMARY KEY, cost numeric, who text, at timestamptz);
      INSERT INTO grants VALUES
        (9007199254740993, 0.10, 'Ärzte, "B"', '2026-09-30 22:00+00'),
        (2, NULL, '', NULL);
      GRANT ALL ON grants TO ${reader};
      CREATE FUNCTION approve() RETURNS text LANGUAGE sql VOLATILE
        AS $$ UPDATE grants SET who = 'changed' RETURNING who $$`);
    config = {
      host,
      port,
      database,
      user: reader,
      password: 'only-reads',
    };
  });

  afterAll(async () => {
    await knex.raw(`DROP OWNED BY ${reader}; DROP ROLE ${reader}`);
  });

  it('writes values as the database writes them, with the moment and the server', async () => {
    const found = await ask('SELECT * FROM grants ORDER BY id DESC;');
    expect(found.text).toBe(
      'id,cost,who,at\n9007199254740993,0.10,"Ärzte, ""B""",2026-09-30 22:00:00+00\n2,,"",\n',
    );
    expect(found).toMatchObject({
      format: 'csv',
      completeness: {
        stated: 2,
        gaps: [],
        statistics: { server: expect.stringMatching(/^PostgreSQL 18/) },
      },
    });
    expect(Date.parse(found.asOf)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('binds parameters, whatever is in them, and lists as lists', async () => {
    const found = await ask(
      'SELECT ${who} AS who, id FROM grants WHERE id::text = ANY (${ids}) AND ${who} = ${who}',
      { who: `'; DROP TABLE grants; --`, ids: ['2', '7'] },
    );
    expect(found.text).toBe("who,id\n'; DROP TABLE grants; --,2\n");
    await expect(ask('SELECT ${whom}', { who: 'x' })).rejects.toThrow(
      'asks for ${whom}, which the run does not have; it has who',
    );
  });

  it.each([
    ['a function that writes', 'SELECT approve()', 'read-only transaction'],
    ['an update', 'UPDATE grants SET cost = 1 RETURNING *', 'syntax error'],
    [
      'a writing part of a query',
      'WITH gone AS (DELETE FROM grants RETURNING *) SELECT * FROM gone',
      'data-modifying statements in WITH',
    ],
    ['a second statement', 'SELECT 1; DELETE FROM grants', 'multiple commands'],
    ['a file', "SELECT pg_read_file('PG_VERSION')", 'permission denied'],
    ['a program', "COPY grants FROM PROGRAM 'id'", 'syntax error'],
  ])('refuses %s', async (_, text, reason) => {
    await expect(ask(text)).rejects.toThrow(reason);
    const [{ count }] = await knex('grants').where('who', 'changed').count();
    expect(Number(count)).toBe(0);
    expect(await knex('grants')).toHaveLength(2);
  });

  it('ends a query that takes too long', async () => {
    await expect(
      ask('SELECT pg_sleep(60)', {}, { timeoutSeconds: 0.2 }),
    ).rejects.toThrow('statement timeout');
  });

  it('ends when it is told to', async () => {
    const aborter = new AbortController();
    const found = taken(postgresqlSources, config, 'SELECT pg_sleep(60)', {
      signal: aborter.signal,
    });
    aborter.abort();
    await expect(found).rejects.toThrow();
  });

  it('takes nothing by an account that may do more than read', async () => {
    const { user, password } = connectionOf(knex);
    await expect(ask('SELECT 1', {}, { user, password })).rejects.toThrow(
      'is a superuser',
    );
    await knex.raw(`GRANT pg_read_server_files TO ${reader}`);
    try {
      await expect(ask('SELECT 1')).rejects.toThrow(
        'has the role pg_read_server_files',
      );
    } finally {
      await knex.raw(`REVOKE pg_read_server_files FROM ${reader}`);
    }
  });
});
