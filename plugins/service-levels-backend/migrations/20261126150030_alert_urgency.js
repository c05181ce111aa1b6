// @ts-check

/**
 * The order in which people read alerts: what fires, then what may fire, then what is over; the newest first of each.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE alerts ADD COLUMN urgency double precision NOT NULL
    GENERATED ALWAYS AS (CASE state WHEN 'firing' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END) STORED`);
  await knex.raw('CREATE INDEX alerts_by_urgency ON alerts (urgency, seq)');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE alerts DROP COLUMN urgency');
};
