import { randomUUID } from 'crypto';
import { readdirSync } from 'fs';
import path from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';

const folder = resolvePackagePath(
  '@countersign/plugin-compliance-evidence-backend',
  'migrations',
);

/** Migrates as far as the last one whose name is not after this. */
async function migrateTo(knex: Knex, last: string): Promise<void> {
  const names = readdirSync(folder).filter(name => name <= last);
  await knex.migrate.latest({
    migrationSource: {
      getMigrations: async () => names.sort(),
      getMigrationName: (name: string) => name,
      getMigration: async (name: string) => require(path.join(folder, name)),
    },
  });
}

const at = (minute: number) =>
  new Date(Date.UTC(2026, 9, 1, 6, minute)).toISOString();
const quarter = {
  start: '2026-06-30T22:00:00.000Z',
  end: '2026-09-30T22:00:00.000Z',
  timeZone: 'Europe/Berlin',
};

describe('migrating a database with records', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('tells of old answers and findings when their data was taken, and what they are about', async () => {
    const knex = await databases.init('POSTGRES_18');
    await migrateTo(knex, '20261127064500_z');
    await knex('report_versions').insert({
      digest: 'sha256:1',
      name: 'access',
      definition: '{}',
    });
    const runOf = async (seq: number, minutes: readonly number[]) => {
      const id = randomUUID();
      const number = `RUN000000${seq}`;
      await knex('runs').insert({
        id,
        seq,
        number,
        report: 'access',
        title: 'Access',
        report_digest: 'sha256:1',
        parameters: '{}',
        period: JSON.stringify(quarter),
        recipients: '[]',
        state: 'completed',
        phase: 'deliver',
        requested_by: 'user:default/ada',
        requested_at: at(0),
      });
      for (const minute of minutes) {
        await knex('evidence').insert({
          id: randomUUID(),
          run_id: id,
          source: `source-${minute}`,
          source_system: 'IAM',
          query_name: 'grants',
          query_text: 'grants',
          query_params: '{}',
          executed_at: at(minute),
          executed_by: 'portal',
          as_of: at(minute),
          row_count: 1,
          sha256: 'sha256:1',
          size: 1,
          key: 'sha256/1',
          format: 'csv',
          completeness: '{"gaps":[]}',
          schema_fingerprint: 'same',
          columns: '[]',
          created_at: at(minute + 1),
        });
      }
      await knex('question_answers').insert({
        run: number,
        report: 'access',
        question: 'open',
        version: '1',
        rows: 1,
        sha256: 'sha256:1',
        parameters: '{}',
        controls: [],
        incomplete: [],
        answered_at: at(30),
      });
    };
    await runOf(1, [1, 5]);
    // Of the second one nothing is known but when it answered.
    await runOf(2, []);
    await knex('findings').insert({
      id: randomUUID(),
      seq: 1,
      number: 'FND0000001',
      facts: '{}',
      created_at: at(30),
      updated_at: at(30),
      title: 'A grant',
      fingerprint: 'f',
      report: 'access',
      question: 'open',
      severity: 'high',
      state: 'open',
      hands: [],
      controls: [],
      last_seen_run: 'RUN0000001',
      absent_run: 'RUN0000002',
    });

    await migrateTo(knex, '2026112799');
    const answers = await knex('question_answers').orderBy('run');
    const times = answers.map(row =>
      [row.taken_first, row.taken_last, row.period_start, row.period_end].map(
        (time: Date) => time.toISOString(),
      ),
    );
    const { start, end } = quarter;
    expect(times).toEqual([
      [at(1), at(6), start, end],
      [at(30), at(30), start, end],
    ]);
    const [finding] = await knex('findings');
    expect({
      seen: finding.last_seen_at.toISOString(),
      absent: finding.absent_at.toISOString(),
      period: finding.period_end,
    }).toEqual({ seen: at(6), absent: at(30), period: null });
    // What stood still stands.
    await expect(knex('question_answers').update({ rows: 2 })).rejects.toThrow(
      /stands/,
    );
    await expect(knex('question_answers').delete()).rejects.toThrow(/stands/);
  });
});
