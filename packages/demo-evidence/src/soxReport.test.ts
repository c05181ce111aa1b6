import { TestDatabases } from '@backstage/backend-test-utils';
import {
  queryOf,
  seededSql,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';
import { reportNamed, StagedReport } from './__testUtils__/StagedReport';
import { plantedIn } from './planted';
import { Quarter } from './Quarter';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const report = reportNamed('sox-access-and-change');
const size = { rows: 5_000, seed: 'larkspur' };
const thirdQuarter = new Quarter(
  Date.parse('2026-06-30T22:00:00Z'),
  Date.parse('2026-09-30T22:00:00Z'),
  size,
);

describe('the quarterly SOX report', () => {
  let knex: Knex;
  let staged: StagedReport;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    staged = await StagedReport.stage(knex, {
      report,
      parameters: { quarter: '2026Q3' },
      size,
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
  });

  it('is about 200 applications, of which five systems tell', async () => {
    const [{ known }] = await staged.query(
      'SELECT count(*) AS known FROM applications ORDER BY known',
    );
    expect(known).toBe('200');
    const asked = report.definition.spec.sources.map(({ source }) => source);
    expect([...new Set(asked)].sort()).toEqual([
      'backup-tooling',
      'database-audit',
      'iam-logs',
      'role-catalog',
      'ticketing',
    ]);
  });

  const violations = report.definition.spec.questions.filter(
    ({ answers }) => answers === 'violations',
  );

  it.each(violations.map(({ name }) => name))(
    'finds what was planted for %s, and nothing else',
    async question => {
      const planted = plantedIn(thirdQuarter).filter(
        each => each.question === question,
      );
      const columns = Object.keys(planted[0].key);
      const rows = await staged.ask(question);
      const found = rows.map(row => ({
        question,
        key: Object.fromEntries(columns.map(name => [name, row[name]])),
        ...(row.reason ? { reason: row.reason } : {}),
      }));
      const sorted = (items: object[]) =>
        items.map(item => JSON.stringify(item)).sort();
      expect(sorted(found)).toEqual(sorted(planted));
    },
  );

  const seeds = violations.flatMap(question =>
    (question.seeded ?? []).map(seed => ({ name: seed.name, question, seed })),
  );

  it.each(seeds)(
    'catches the known breach $name when it is planted',
    async ({ question, seed }) => {
      const { spec } = report.definition;
      const { query, planted } = seededSql(
        queryOf(report, question).text,
        seed,
        spec.sources,
        { quarter: '2026Q3', clusters: ['ledger', 'billing'] },
      );
      expect(await staged.query(planted)).toEqual([
        { added: String(seed.add.length), removed: '0' },
      ]);
      const before = await staged.ask(question.name);
      const after = await staged.query(query);
      expect(after).toHaveLength(before.length + 1);
      const isPlanted = (row: Record<string, string | null>) =>
        row.application === 'seeded-application';
      expect(after.filter(isPlanted)).toHaveLength(1);
    },
  );

  it('lists every privileged grant in scope, with whoever approved it', async () => {
    const grants = await staged.ask('privileged-access');
    const scope = await staged.ask('applications-in-scope');
    const counted = scope.reduce(
      (sum, { privileged_grants }) => sum + Number(privileged_grants),
      0,
    );
    expect(grants).toHaveLength(counted);
    expect(grants.length).toBeGreaterThan(100);
    const approved = grants.filter(({ approved_by }) => approved_by !== null);
    expect(approved.length).toBeGreaterThan(grants.length - 15);
    expect(
      approved.every(
        ({ ticket_evidence_id }) => ticket_evidence_id === 'ev-tickets',
      ),
    ).toBe(true);
  });

  it('is about the clusters that were asked for', async () => {
    const narrow = await StagedReport.stage(knex, {
      report,
      parameters: { quarter: '2026Q3', clusters: ['commerce'] },
      size,
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
    const scope = await narrow.ask('applications-in-scope');
    expect(new Set(scope.map(({ cluster }) => cluster))).toEqual(
      new Set(['commerce']),
    );
    // What is planted is on the usual clusters.
    expect(await narrow.ask('grants-without-approval')).toEqual([]);
    expect(await narrow.ask('gaps-between-backups')).toEqual([]);
  });

  it('says how long the last gap is while the quarter goes on', async () => {
    const running = await StagedReport.stage(knex, {
      report,
      parameters: { quarter: '2026Q4' },
      size,
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
    const gaps = await running.ask('gaps-between-backups');
    const silent = gaps.find(
      ({ gap_start }) => gap_start === '2026-09-30T22:00:00+00:00',
    );
    // Nobody is blamed for backups of days that have not come yet.
    expect(Date.parse(silent?.gap_end ?? '')).toBeLessThan(
      Date.parse('2026-11-27T00:00:00Z'),
    );
    expect(gaps.length).toBeLessThan(4);
  });
});

describe('each question of the SOX report, at its boundaries', () => {
  let staged: StagedReport;

  beforeAll(async () => {
    staged = await StagedReport.stage(await databases.init('POSTGRES_18'), {
      report,
      parameters: { quarter: '2026Q3' },
      size: { rows: 1, seed: 'larkspur' },
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
    const { sources } = report.definition.spec;
    for (const { name } of sources) await staged.change(`DELETE FROM ${name}`);
    await staged.change(
      `INSERT INTO applications VALUES ('pay', 'Pay', 'ledger', 'group:default/sre', true, NULL, 'ev')`,
    );
    await staged.change(
      `INSERT INTO roles VALUES ('owner', 'Owner', true, 'ev'), ('reader', 'Reader', false, 'ev')`,
    );
  });

  /** Answers a question about these rows only. */
  const answer = async (
    question: string,
    rows: Record<string, readonly string[]>,
  ) => {
    for (const [table, values] of Object.entries(rows)) {
      await staged.change(`DELETE FROM ${table}`);
      for (const value of values) {
        await staged.change(`INSERT INTO ${table} VALUES (${value}, 'ev')`);
      }
    }
    return staged.ask(question);
  };
  const reasons = (rows: Record<string, string | null>[]) =>
    rows.map(({ reason }) => reason);
  /** Approved at ten, for the two hours that begin then. */
  const ticket = (kind: string, approvedBy = "'ben'") =>
    `'T1', '${kind}', 'pay', 'Please', 'approved', 'ada', ${approvedBy}, '2026-08-03T10:00:00Z', '2026-08-03T10:00:00Z', '2026-08-03T12:00:00Z'`;

  it.each([
    ['09:59:59', 'owner', ['approved after the grant']],
    ['10:00:00', 'owner', []],
    ['09:59:59', 'reader', []],
  ])('of grants: at %s, of %s', async (time, role, found) => {
    const rows = await answer('grants-without-approval', {
      tickets: [ticket('access')],
      access_grants: [
        `'G1', '2026-08-03T${time}Z', 'pay', 'ada', '${role}', 'ben', 'T1'`,
      ],
    });
    expect(reasons(rows)).toEqual(found);
  });

  it.each([
    ['09:59:59', ['approved after the change']],
    ['10:00:00', []],
    ['11:59:59', []],
    ['12:00:00', ['outside the window of the ticket']],
  ])('of changes: at %s', async (time, found) => {
    const rows = await answer('changes-without-approval', {
      tickets: [ticket('change')],
      database_changes: [
        `'C1', '2026-08-03T${time}Z', 'pay', 'ada', 'ALTER TABLE', 'bookings', 'T1'`,
      ],
    });
    expect(reasons(rows)).toEqual(found);
  });

  it.each([
    ["'ada'", 1],
    ["'ben'", 0],
    ['NULL', 0],
  ])('of tickets that ada asked for: approved by %s', async (by, found) => {
    const rows = await answer('approver-is-requester', {
      tickets: [ticket('access', by)],
    });
    expect(rows).toHaveLength(found);
  });

  // The quarter ends at midnight of Berlin, after the 30th.
  it.each([
    ["'2026-09-30'", 1],
    ["'2026-10-01'", 0],
    ['NULL', 0],
  ])('of leavers: left on %s', async (day, found) => {
    const rows = await answer('leavers-with-access', {
      people: [`'ada', 'Ada', 'Payments', ${day}`],
      access_bindings: [`'pay', 'ada', 'reader', '2026-01-01T00:00:00Z'`],
    });
    expect(rows).toHaveLength(found);
  });

  it.each([
    ['12:00:00', 'succeeded', []],
    ['12:00:01', 'succeeded', ['2026-07-01T10:00:00+00:00']],
    ['11:00:00', 'failed', ['2026-07-01T10:00:00+00:00']],
  ])(
    'of backups: one that finished a day later at %s and %s',
    async (time, outcome, gaps) => {
      const rows = await answer('gaps-between-backups', {
        backups: [
          `'B1', 'pay', '2026-07-01T09:00:00Z', '2026-07-01T10:00:00Z', 'succeeded', 1`,
          `'B2', 'pay', '2026-07-02T10:30:00Z', '2026-07-02T${time}Z', '${outcome}', 1`,
          // So far the tooling knows anything.
          `'B3', 'other', '2026-07-02T13:00:00Z', NULL, 'running', NULL`,
        ],
      });
      expect(rows.map(({ gap_start }) => gap_start)).toEqual(gaps);
    },
  );

  it.each([
    ['passed', 0],
    ['failed', 1],
  ])('of restore tests: one that %s', async (outcome, found) => {
    const rows = await answer('no-restore-test', {
      restore_tests: [
        `'R1', 'pay', '2026-08-03T10:00:00Z', '${outcome}', 12, 'ada'`,
      ],
    });
    expect(rows.map(({ tried }) => tried)).toEqual(Array(found).fill('1'));
  });

  it.each([
    ['true, 365', []],
    ['true, 364', ['kept for less than 365 days']],
    ['false, 365', ['audit logging is off']],
  ])('of audit logs: %s', async (setting, found) => {
    const rows = await answer('audit-logging-off', {
      audit_settings: [`'pay', ${setting}`],
    });
    expect(reasons(rows)).toEqual(found);
  });
});
