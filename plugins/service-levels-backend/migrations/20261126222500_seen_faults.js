// @ts-check

/**
 * Faults that services said were switched on in them, to be marked on what became of their budgets.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE seen_faults (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      component text NOT NULL,
      -- The source and what it was asked: by it the fault is followed.
      metric text NOT NULL,
      fault text NOT NULL,
      began_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      ended_at timestamptz,
      CHECK (began_at <= seen_at AND seen_at <= ended_at)
    )`);
  await knex.raw(
    'CREATE UNIQUE INDEX seen_faults_on ON seen_faults (component, metric, fault) WHERE ended_at IS NULL',
  );
  await knex.raw(
    'CREATE INDEX seen_faults_of ON seen_faults (component, began_at)',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE seen_faults');
};
