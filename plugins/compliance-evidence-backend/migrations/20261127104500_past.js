// @ts-check

/**
 * What happened in a period and what stands are told apart: the one ends by a run of its own period or by evidence that
 * somebody else judged, who has no hand in it; the other by any later run.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE question_answers ADD period_start timestamptz');
  // What stands is only told more of: the trigger that refuses to change it is back before anybody else can write.
  await knex.raw(
    'ALTER TABLE question_answers DISABLE TRIGGER question_answers_stand',
  );
  await knex.raw(`
    UPDATE question_answers SET period_start = (runs.period ->> 'start')::timestamptz
    FROM runs WHERE runs.number = question_answers.run AND runs.period IS NOT NULL`);
  await knex.raw(
    'ALTER TABLE question_answers ENABLE ALWAYS TRIGGER question_answers_stand',
  );
  await knex.raw(`
    ALTER TABLE findings ADD period_end timestamptz, ADD settled_by text,
      ADD CONSTRAINT findings_settled_by_others CHECK (settled_by IS NULL OR
        (state = 'closed' AND settled_by LIKE 'user:%' AND NOT settled_by = ANY (hands)))`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE findings DROP period_end, DROP settled_by');
  await knex.raw('ALTER TABLE question_answers DROP period_start');
};
