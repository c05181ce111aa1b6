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
