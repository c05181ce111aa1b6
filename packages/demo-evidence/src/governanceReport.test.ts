import { TestDatabases } from '@backstage/backend-test-utils';
import { reportNamed, StagedReport } from './__testUtils__/StagedReport';
import {
  costlyDay,
  keyAges,
  members,
  objectives,
  OWNERLESS,
  RESOURCES,
  vulnerabilities,
} from './systems/estateHealth';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe('the monthly governance pack', () => {
  let staged: StagedReport;

  beforeAll(async () => {
    staged = await StagedReport.stage(await databases.init('POSTGRES_18'), {
      report: reportNamed('governance-monthly'),
      parameters: { month: '2026-10' },
      size: { rows: 5_000, seed: 'larkspur' },
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
  });

  it('lists vulnerabilities that are open for too long, and heeds suppressions while they hold', async () => {
    const rows = await staged.ask('vulnerability_scan');
    const late = vulnerabilities.filter(each => 'late' in each);
    expect(rows.map(({ id }) => id).sort()).toEqual(
      late.map(({ id }) => id).sort(),
    );
  });

  it('shows each change of the month with its approval', async () => {
    const rows = await staged.ask('change_approvals');
    expect(rows.length).toBeGreaterThan(150);
    expect(
      rows.every(
        ({ window_start }) =>
          Date.parse(window_start!) >= Date.parse('2026-09-30T22:00:00Z'),
      ),
    ).toBe(true);
    const approved = rows.filter(({ approved_by }) => approved_by !== null);
    expect(approved.length).toBeGreaterThan(rows.length - 10);
  });

  it('tells of objectives that were missed, with the budget that they spent', async () => {
    const rows = await staged.ask('slo_compliance');
    expect(rows.map(({ objective }) => objective)).toEqual(
      objectives.filter(each => 'missed' in each).map(each => each.objective),
    );
    expect(Number(rows[0].budget_spent_percent)).toBeCloseTo(250, 0);
  });

  it('counts incidents by severity, with those that are open still', async () => {
    const rows = await staged.ask('incidents_and_mttr');
    const sum = (name: string) =>
      rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(sum('incidents')).toBe(14);
    expect(sum('still_open')).toBe(1);
    expect(Number(rows[0].mean_minutes)).toBeGreaterThan(10);
  });

  it('finds permissions that nobody should have, and old keys', async () => {
    const rows = await staged.ask('iam_audit');
    const wrong = members.flatMap(each => ('rule' in each ? [each.rule] : []));
    const oldKeys = keyAges
      .filter(age => age > 90)
      .map(() => 'key older than 90 days');
    expect(rows.map(({ rule }) => rule).sort()).toEqual(
      [...wrong, ...oldKeys].sort(),
    );
  });

  it('lists resources without an owner', async () => {
    const rows = await staged.ask('resource_inventory');
    expect(rows).toHaveLength(RESOURCES / OWNERLESS);
  });

  it('finds the day that cost too much, and no other', async () => {
    const rows = await staged.ask('cost_anomalies');
    expect(rows).toEqual([
      expect.objectContaining({
        day: `2026-10-${costlyDay.day}`,
        service: costlyDay.service,
      }),
    ]);
  });
});
