const APPEND_ONLY = [
  'ledger_checkpoints',
  'ledger_nodes',
  'ledger_leaves',
  'ledger_entries',
];

/**
 * The ledger of one plugin, beside the records it vouches for.
 *
 * Everything but `ledger_pending` is append-only: an entry is never touched again, not even to give it its index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE ledger_entries (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      subject text COLLATE "C" NOT NULL,
      subject_sequence integer CHECK (subject_sequence > 0),
      leaf text COLLATE "C" NOT NULL
    );
    COMMENT ON TABLE ledger_entries IS 'What was recorded, in the transaction of the record itself. Append-only.';
    COMMENT ON COLUMN ledger_entries.seq IS 'Order of insertion; transactions may commit in another order, so this is not the index in the log';
    COMMENT ON COLUMN ledger_entries.leaf IS 'RFC 8785 canonical JSON of the entry: exactly what the Merkle tree holds';
    COMMENT ON COLUMN ledger_entries.subject_sequence IS 'Copied from the leaf, so that no number of a subject is given twice';

    CREATE INDEX ledger_entries_subject ON ledger_entries (subject, seq);
    CREATE UNIQUE INDEX ledger_entries_subject_sequence ON ledger_entries (subject, subject_sequence)
      WHERE subject_sequence IS NOT NULL;

    CREATE TABLE ledger_pending (
      entry_seq bigint PRIMARY KEY
    );
    COMMENT ON TABLE ledger_pending IS 'Entries without an index: added with the entry, removed in the transaction that gives it one';

    CREATE TABLE ledger_leaves (
      index bigint PRIMARY KEY CHECK (index >= 0),
      entry_seq bigint NOT NULL UNIQUE,
      leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
    );
    COMMENT ON TABLE ledger_leaves IS 'Which entry stands where in the log. Append-only; the keys refuse a fork.';

    CREATE TABLE ledger_nodes (
      level smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
      index bigint NOT NULL CHECK (index >= 0),
      hash bytea NOT NULL CHECK (octet_length(hash) = 32),
      PRIMARY KEY (level, index)
    );
    COMMENT ON TABLE ledger_nodes IS 'Hashes of full subtrees of 2^level leaves, every eighth level; those between are computed. Append-only.';

    CREATE TABLE ledger_checkpoints (
      size bigint PRIMARY KEY CHECK (size > 0),
      note text COLLATE "C" NOT NULL,
      signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE ledger_checkpoints IS 'Signed C2SP checkpoints. Append-only; a log never signs two for one size.';

    CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Record what changed as a new entry.';
    END
    $$;
  `);
  for (const table of APPEND_ONLY) {
    // ALWAYS: the trigger also fires where session_replication_role would switch ordinary ones off.
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
  for (const table of [...APPEND_ONLY, 'ledger_pending']) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('DROP FUNCTION ledger_refuse_change()');
};
