const APPEND_ONLY = ['ledger_cosignatures', 'ledger_time_stamps'];

/**
 * What others say of signed checkpoints. Nothing of it is the log's own word, so it stands beside the checkpoints. There are
 * no foreign keys: they would answer a TRUNCATE of checkpoints before the trigger that refuses it can say why.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE ledger_cosignatures (
      size bigint NOT NULL,
      witness text COLLATE "C" NOT NULL,
      line text COLLATE "C" NOT NULL,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (witness, size)
    );
    COMMENT ON TABLE ledger_cosignatures IS 'C2SP cosignatures of checkpoints by witnesses, the first of each. Append-only.';
    COMMENT ON COLUMN ledger_cosignatures.witness IS 'The key of the witness: name+id+base64';

    CREATE TABLE ledger_time_stamps (
      size bigint PRIMARY KEY,
      token bytea NOT NULL,
      received_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE ledger_time_stamps IS 'RFC 3161 tokens over the text of checkpoints. Append-only.';
  `);
  for (const table of APPEND_ONLY) {
    await knex.raw(`
      CREATE TRIGGER ${table}_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
      ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only;
    `);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of APPEND_ONLY) await knex.schema.dropTable(table);
};
