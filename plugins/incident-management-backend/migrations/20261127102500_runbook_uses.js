// @ts-check

/**
 * In which incidents steps of which runbooks were ticked off, one row for each incident and runbook: a view of what is folded
 * from the ledger, so that somebody can ask when a runbook was last used. The page is empty for the page that the entity
 * itself has.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE runbook_uses (
      number text NOT NULL REFERENCES incidents (number),
      runbook text NOT NULL,
      page text NOT NULL,
      used_at timestamptz NOT NULL,
      used_by text NOT NULL,
      PRIMARY KEY (number, runbook, page)
    )`);
  await knex.raw(
    'CREATE INDEX runbook_uses_of ON runbook_uses (runbook, page, used_at)',
  );
  await knex.raw(`
    INSERT INTO runbook_uses (number, runbook, page, used_at, used_by)
    SELECT DISTINCT ON (i.number, s.step ->> 'runbook')
      i.number, s.step ->> 'runbook', '', (s.step ->> 'at')::timestamptz, s.step ->> 'by'
    FROM incidents i
    CROSS JOIN LATERAL jsonb_array_elements(i.facts -> 'steps') AS s (step)
    WHERE s.step ->> 'runbook' IS NOT NULL
    ORDER BY i.number, s.step ->> 'runbook', (s.step ->> 'at')::timestamptz DESC`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE runbook_uses');
};
