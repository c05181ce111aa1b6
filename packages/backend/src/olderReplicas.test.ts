import { TestDatabases } from '@backstage/backend-test-utils';
import {
  migrateBefore,
  migrationFolders,
  THE_VERSION_BEFORE,
} from '@countersign/plugin-governance-test-utils';
import { migrateInOne } from '@countersign/plugin-ledger-node';
import { inTheWayOfOlder, tableShape } from './__testUtils__/tableShape';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Rules that became wider: what an older replica writes, they take. */
const wider = [
  // Also takes messages for Slack.
  'outbox: outbox_kind_check',
];

describe('a replica of the version before, while a new one brings the tables up to date', () => {
  it.each([
    'change-management',
    'service-levels',
    'incident-management',
    'compliance-evidence',
    'chaos-drills',
    'service-logs',
  ])('can go on with the tables of %s', async area => {
    const knex = await databases.init('POSTGRES_18');
    const folders = migrationFolders(area);
    await migrateBefore(knex, THE_VERSION_BEFORE, folders);
    const older = await tableShape(knex);
    expect(Object.keys(older.columns)).toContain('ledger_entries.leaf');
    for (const folder of folders) await migrateInOne(knex, folder);
    expect(inTheWayOfOlder(older, await tableShape(knex), wider)).toEqual([]);
  });

  it.each([
    ['ALTER TABLE notes DROP COLUMN words', 'notes.words is gone'],
    ['ALTER TABLE notes RENAME TO papers', 'notes.words is gone'],
    [
      'ALTER TABLE notes ALTER words TYPE varchar(9)',
      'notes.words is character varying(9) and was text',
    ],
    [
      'ALTER TABLE notes ALTER words SET NOT NULL',
      'notes.words must be said now',
    ],
    [
      'ALTER TABLE notes ADD color text NOT NULL',
      'notes.color is new and must be said',
    ],
    [
      'ALTER TABLE notes ADD CONSTRAINT short CHECK (length(words) < 9)',
      'notes: short is new',
    ],
    [
      'ALTER TABLE notes DROP CONSTRAINT kinds, ADD CONSTRAINT kinds CHECK (n < 3)',
      'notes: kinds is another',
    ],
    ['CREATE UNIQUE INDEX once ON notes (words)', 'notes: once is new'],
  ])('could not with %s', async (statement, problem) => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw(
      'CREATE TABLE notes (n integer CONSTRAINT kinds CHECK (n < 9), words text)',
    );
    const older = await tableShape(knex);
    await knex.raw(
      `ALTER TABLE notes ADD size integer NOT NULL DEFAULT 0 CHECK (size >= 0);
       CREATE INDEX by_words ON notes (words); CREATE TABLE others (n integer PRIMARY KEY)`,
    );
    expect(inTheWayOfOlder(older, await tableShape(knex))).toEqual([]);
    await knex.raw(statement);
    expect(inTheWayOfOlder(older, await tableShape(knex))).toContain(problem);
  });
});
