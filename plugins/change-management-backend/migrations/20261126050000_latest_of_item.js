// @ts-check

/**
 * When a change was last updated, and its place in the order of creation, beside each of its items: the latest changes of
 * an item are read in their order, however many it has.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `ALTER TABLE change_items ADD COLUMN updated_at timestamptz, ADD COLUMN seq bigint`,
  );
  await knex.raw(`
    UPDATE change_items AS i SET updated_at = c.updated_at, seq = c.seq
    FROM changes AS c WHERE c.id = i.change_id`);
  await knex.raw(`
    ALTER TABLE change_items ALTER COLUMN updated_at SET NOT NULL, ALTER COLUMN seq SET NOT NULL`);
  await knex.raw(
    `CREATE INDEX change_items_latest ON change_items (entity_ref, updated_at, seq) INCLUDE (change_id)`,
  );
  await knex.raw(`
    CREATE OR REPLACE FUNCTION keep_change_items() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM change_items WHERE change_id = NEW.id;
      INSERT INTO change_items (change_id, entity_ref, environment, window_start, window_end, active, updated_at, seq)
        SELECT NEW.id, ref, NEW.environment, NEW.window_start, NEW.window_end,
               NEW.state IN ('assess', 'authorize', 'scheduled', 'implement'), NEW.updated_at, NEW.seq
        FROM unnest(NEW.items) AS ref GROUP BY ref;
      RETURN NULL;
    END $$`);
  // In the order of their names: where something else changed, the items are made anew before this finds them up to date.
  await knex.raw(`
    CREATE FUNCTION keep_update_of_change_items() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE change_items SET updated_at = NEW.updated_at
      WHERE change_id = NEW.id AND updated_at <> NEW.updated_at;
      RETURN NULL;
    END $$`);
  await knex.raw(
    `CREATE TRIGGER change_items_of_updated AFTER UPDATE ON changes FOR EACH ROW
     WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at)
     EXECUTE FUNCTION keep_update_of_change_items()`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP TRIGGER change_items_of_updated ON changes');
  await knex.raw('DROP FUNCTION keep_update_of_change_items');
  await knex.raw(`
    CREATE OR REPLACE FUNCTION keep_change_items() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM change_items WHERE change_id = NEW.id;
      INSERT INTO change_items (change_id, entity_ref, environment, window_start, window_end, active)
        SELECT NEW.id, ref, NEW.environment, NEW.window_start, NEW.window_end,
               NEW.state IN ('assess', 'authorize', 'scheduled', 'implement')
        FROM unnest(NEW.items) AS ref GROUP BY ref;
      RETURN NULL;
    END $$`);
  await knex.raw(
    'ALTER TABLE change_items DROP COLUMN updated_at, DROP COLUMN seq',
  );
};
