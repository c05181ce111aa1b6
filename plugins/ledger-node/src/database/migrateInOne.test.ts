import { setTimeout as delay } from 'timers/promises';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { migrateInOne } from './migrateInOne';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const tableName = 'notes_migrations';

const migration = (column: string) => `
  exports.up = knex => knex.schema.alterTable('notes', table => { table.text('${column}'); });
  exports.down = async () => {};`;
const first = `
  exports.up = knex => knex.schema.createTable('notes', table => { table.text('title'); });
  exports.down = async () => {};`;

async function until(condition: () => Promise<boolean>) {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it never came to pass');
    await delay(20);
  }
}

describe('tables of a library', () => {
  const version = createMockDirectory();
  const later = createMockDirectory();

  it('that a later version has made are left as they are, and the sentence says which version is wanted', async () => {
    const knex = await databases.init('POSTGRES_18');
    version.setContent({ '1_notes.js': first });
    later.setContent({ '1_notes.js': first, '2_words.js': migration('words') });
    await migrateInOne(knex, { directory: version.path, tableName });
    await migrateInOne(knex, { directory: later.path, tableName });
    await knex('notes').insert({ title: 'Kept', words: 'too' });

    version.addContent({ '3_other.js': migration('other') });
    await expect(
      migrateInOne(knex, { directory: version.path, tableName }),
    ).rejects.toThrow(
      /^The database is of a later version than this one: notes_migrations has 2_words\.js, which this version does not know\. Nothing was changed\. Run the later version again/,
    );

    expect(await knex('notes')).toEqual([{ title: 'Kept', words: 'too' }]);
    expect(await knex(tableName).pluck('name')).toEqual([
      '1_notes.js',
      '2_words.js',
    ]);
    await migrateInOne(knex, { directory: later.path, tableName });
  });

  it('give way to whoever uses them, and are brought up to date when nobody does', async () => {
    const knex = await databases.init('POSTGRES_18');
    version.setContent({ '1_notes.js': first });
    later.setContent({ '1_notes.js': first, '2_words.js': migration('words') });
    await migrateInOne(knex, { directory: version.path, tableName });

    // A request has written, and has to read by another connection before it can end.
    const request = await knex.transaction();
    await request('notes').insert({ title: 'Written meanwhile' });
    let isDone = false;
    const migrated = migrateInOne(knex, {
      directory: later.path,
      tableName,
    }).then(() => {
      isDone = true;
    });
    await until(async () => {
      const { rows } = await knex.raw(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%words%'`,
      );
      return rows.length > 0;
    });
    expect(await knex('notes')).toEqual([]);
    expect(isDone).toBe(false);
    await request.commit();
    await migrated;
    expect(await knex('notes')).toEqual([
      { title: 'Written meanwhile', words: null },
    ]);
  });
});
