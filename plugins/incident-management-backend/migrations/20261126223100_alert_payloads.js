// @ts-check

/**
 * What a sender delivered when an alert began, as it was received but for secrets. Incidents name it by its digest in the
 * ledger, so that an auditor can hold the one against the other. A payload is never written over.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE alert_payloads (
      digest text PRIMARY KEY,
      integration text NOT NULL,
      kind text NOT NULL,
      body text NOT NULL,
      received_at timestamptz NOT NULL
    )`);
  await knex.raw(
    'CREATE INDEX alert_payloads_by_arrival ON alert_payloads (received_at)',
  );
  await knex.raw(`
    CREATE FUNCTION alert_payload_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.digest <> NEW.digest OR OLD.body <> NEW.body THEN
        RAISE EXCEPTION 'What was received stands' USING ERRCODE = 'CS001';
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER alert_payloads_stand BEFORE UPDATE ON alert_payloads
      FOR EACH ROW EXECUTE FUNCTION alert_payload_stands()`);
  await knex.raw(
    'ALTER TABLE alert_payloads ENABLE ALWAYS TRIGGER alert_payloads_stand',
  );
  await knex.raw('ALTER TABLE alerts ADD COLUMN payload text');
  await knex.raw(
    'ALTER TABLE alert_events ADD COLUMN payload text REFERENCES alert_payloads (digest)',
  );
  await knex.raw(`
    CREATE INDEX alert_events_payload ON alert_events (payload)
      WHERE payload IS NOT NULL`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE alert_events DROP COLUMN payload');
  await knex.raw('ALTER TABLE alerts DROP COLUMN payload');
  await knex.raw('DROP TABLE alert_payloads');
  await knex.raw('DROP FUNCTION alert_payload_stands()');
};
