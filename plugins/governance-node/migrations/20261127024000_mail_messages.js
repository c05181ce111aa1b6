// @ts-check

/**
 * Mails are messages too, and each message has a name that is the same however often it is sent: whoever takes it can
 * tell a repeat.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE outbox ADD COLUMN message_id uuid NOT NULL DEFAULT gen_random_uuid()',
  );
  await allow(knex, ['event', 'mail', 'notification', 'signal', 'webhook']);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('outbox').where({ kind: 'mail' }).delete();
  await allow(knex, ['event', 'notification', 'signal', 'webhook']);
  await knex.raw('ALTER TABLE outbox DROP COLUMN message_id');
};

/**
 * @param {import('knex').Knex} knex
 * @param {string[]} kinds
 */
async function allow(knex, kinds) {
  const list = kinds.map(kind => `'${kind}'`).join(', ');
  await knex.raw(
    `ALTER TABLE outbox DROP CONSTRAINT IF EXISTS outbox_kind_check,
     ADD CONSTRAINT outbox_kind_check CHECK (kind IN (${list}))`,
  );
}
