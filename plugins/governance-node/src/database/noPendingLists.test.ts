import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { noPendingLists } from './noPendingLists';

jest.setTimeout(240_000);

describe('the lists of what is new that GIN indexes keep', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('end, with what is on them in its place, once whoever uses an index lets go of it', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw(`
      CREATE TABLE notes (words text[], more text[]);
      CREATE INDEX notes_words ON notes USING gin (words);
      CREATE INDEX "Notes more" ON notes USING gin (more);
      INSERT INTO notes SELECT ARRAY['a' || n], ARRAY['b' || n] FROM generate_series(1, 500) AS n;
      CREATE EXTENSION pgstattuple`);
    const pending = async (index: string) =>
      (
        await knex.raw(
          'SELECT pending_tuples::int AS n FROM pgstatginindex(?::regclass)',
          [index],
        )
      ).rows[0].n;
    expect(await pending('notes_words')).toBeGreaterThan(0);

    // As a replica of the version before that is in the middle of something.
    const request = await knex.transaction();
    await request('notes').where({ words: ['a1'] });
    const ended = noPendingLists(knex);
    await eventually(async () => {
      const { rows: held } = await knex.raw(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
           AND wait_event_type = 'Lock' AND query LIKE 'ALTER INDEX%'`,
      );
      expect(held).not.toEqual([]);
    });
    await request.commit();
    await ended;

    for (const index of ['notes_words', '"Notes more"']) {
      expect(await pending(index)).toBe(0);
    }
    await knex('notes').insert({ words: ['e'], more: ['f'] });
    expect(await pending('notes_words')).toBe(0);
    const { rows } = await knex.raw(
      `SELECT reloptions FROM pg_class WHERE relname IN ('notes_words', 'Notes more')`,
    );
    expect(rows.map((row: { reloptions: string[] }) => row.reloptions)).toEqual(
      [['fastupdate=off'], ['fastupdate=off']],
    );
  });
});
