// @ts-check

/**
 * What is posted to Slack waits in the outbox like everything that leaves.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await allow(knex, [
    'event',
    'mail',
    'notification',
    'signal',
    'slack',
    'webhook',
  ]);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('outbox').where({ kind: 'slack' }).delete();
  await allow(knex, ['event', 'mail', 'notification', 'signal', 'webhook']);
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
