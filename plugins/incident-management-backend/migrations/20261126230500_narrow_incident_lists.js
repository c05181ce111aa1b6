// @ts-check

/** What lists are narrowed by that few incidents have: without these, a page and its count look through all of them. */
const indexes = [
  'incidents_by_state ON incidents (state, updated_at, seq)',
  'incidents_of_commander ON incidents (commander, updated_at, seq) WHERE commander IS NOT NULL',
  'incidents_of_reporter ON incidents (reporter, updated_at, seq)',
  'incidents_responders ON incidents USING gin (responders)',
  "incidents_major ON incidents (updated_at, seq) WHERE major <> 'none'",
  'incidents_promised ON incidents (next_update_at) WHERE next_update_at IS NOT NULL',
  'incidents_drills ON incidents (updated_at, seq) WHERE drill',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const index of indexes) {
    await knex.raw(`CREATE INDEX ${index}`);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const index of indexes) {
    await knex.raw('DROP INDEX ??', [index.split(' ')[0]]);
  }
};
