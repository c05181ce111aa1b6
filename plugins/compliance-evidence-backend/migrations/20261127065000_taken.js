// @ts-check

/**
 * When the data of an answer was taken, and up to when it is about. Runs end in another order than they are asked for: a
 * failed one that is taken up again may have newer data than a run with a higher number, so that numbers alone do not say
 * which of two runs shows what is so. And who took a run up again, who never attests to what it shows.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE question_answers
      ADD taken_first timestamptz, ADD taken_last timestamptz, ADD period_end timestamptz`);
  // What stands is only told more of: the trigger that refuses to change it is back before anybody else can write.
  await knex.raw(
    'ALTER TABLE question_answers DISABLE TRIGGER question_answers_stand',
  );
  await knex.raw(`
    UPDATE question_answers AS answers SET
      taken_first = coalesce(taken.first, answers.answered_at),
      taken_last = coalesce(taken.last, answers.answered_at),
      period_end = (taken.period ->> 'end')::timestamptz
    FROM question_answers AS all_answers
    LEFT JOIN (
      SELECT runs.number, runs.period, min(executed_at) AS first, max(evidence.created_at) AS last
      FROM runs LEFT JOIN evidence ON evidence.run_id = runs.id GROUP BY runs.id
    ) AS taken ON taken.number = all_answers.run
    WHERE all_answers.run = answers.run AND all_answers.question = answers.question`);
  await knex.raw(
    'ALTER TABLE question_answers ENABLE ALWAYS TRIGGER question_answers_stand',
  );
  await knex.raw(`
    ALTER TABLE question_answers
      ALTER taken_first SET NOT NULL, ALTER taken_last SET NOT NULL`);
  await knex.raw(
    'ALTER TABLE findings ADD last_seen_at timestamptz, ADD absent_at timestamptz',
  );
  await knex.raw(`
    UPDATE findings SET
      last_seen_at = coalesce(
        (SELECT max(taken_last) FROM question_answers AS seen
          WHERE seen.run = last_seen_run AND seen.question = findings.question),
        created_at),
      absent_at = (SELECT min(taken_first) FROM question_answers AS absent
        WHERE absent.run = absent_run AND absent.question = findings.question)`);
  await knex.raw('ALTER TABLE findings ALTER last_seen_at SET NOT NULL');
  await knex.raw(`
    ALTER TABLE attestations ADD retried_by text[] NOT NULL DEFAULT '{}',
      ADD CONSTRAINT attestations_retrier_never_attests CHECK (NOT lower(attested_by) = ANY (retried_by))`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE attestations DROP retried_by');
  await knex.raw('ALTER TABLE findings DROP last_seen_at, DROP absent_at');
  await knex.raw(
    'ALTER TABLE question_answers DROP taken_first, DROP taken_last, DROP period_end',
  );
};
