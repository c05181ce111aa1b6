import { TestDatabases } from '@backstage/backend-test-utils';
import { reportNamed, StagedReport } from './__testUtils__/StagedReport';
import { costlyDay, newService } from './systems/billing';
import { keyAges, members } from './systems/iamPolicies';
import { objectives, UNAPPROVED } from './systems/portal';
import { OWNERLESS, RESOURCES } from './systems/resourceInventory';
import { vulnerabilities } from './systems/vulnerabilityScanner';

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
    expect(rows.find(({ id }) => id === late[1].id)).toMatchObject({
      entity_ref: 'component:default/payments-gateway',
      purl: 'pkg:npm/library-3@1.3.0',
      tools: 'npm-audit trivy',
    });
  });

  it('shows each change of the month with its approval, and those that had none', async () => {
    const rows = await staged.ask('change_approvals');
    expect(rows).toHaveLength(60);
    expect(rows[0]).toMatchObject({ hours_before: '24' });
    const wrong = await staged.ask('unapproved_changes');
    expect(wrong).toHaveLength(60 / UNAPPROVED);
    expect(wrong[0]).toMatchObject({ reason: 'never approved' });
  });

  it('tells of objectives that were missed, with the budget that they spent', async () => {
    const rows = await staged.ask('slo_compliance');
    expect(rows.map(({ objective }) => objective)).toEqual(
      objectives.filter(each => 'missed' in each).map(({ id }) => id),
    );
    expect(Number(rows[0].budget_spent_percent)).toBeCloseTo(250, 0);
    expect(rows[0].entity_ref).toBe('component:default/event-collector');
  });

  it('counts incidents by priority, with those that are open still', async () => {
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

  it('finds the day that cost too much and the service that was new, and nothing else', async () => {
    const rows = await staged.ask('cost_anomalies');
    expect(rows).toEqual([
      expect.objectContaining({
        day: `2026-10-${costlyDay.day}`,
        service: costlyDay.service,
        rule: 'far above its weekday',
      }),
      expect.objectContaining({
        day: `2026-10-${newService.day}`,
        service: newService.service,
        rule: 'new',
        cost: '230',
      }),
    ]);
  });
});

describe('each question of the monthly pack, row by row', () => {
  let staged: StagedReport;

  beforeAll(async () => {
    staged = await StagedReport.stage(await databases.init('POSTGRES_18'), {
      report: reportNamed('governance-monthly'),
      parameters: { month: '2026-10' },
      size: { rows: 1, seed: 'larkspur' },
      now: () => Date.parse('2026-11-27T00:00:00Z'),
    });
  });

  /** Answers a question about these rows only. */
  const answer = async (question: string, table: string, rows: string[]) => {
    await staged.change(`DELETE FROM ${table}`);
    for (const row of rows) {
      await staged.change(`INSERT INTO ${table} VALUES (${row})`);
    }
    return staged.ask(question);
  };

  // The month ends on 31 October at 23:00 UTC.
  it.each([
    [
      'a critical one of the eighth day',
      'CRITICAL',
      '2026-10-23',
      'false, NULL, NULL, NULL',
      1,
    ],
    [
      'a critical one of the seventh day',
      'CRITICAL',
      '2026-10-24',
      'false, NULL, NULL, NULL',
      0,
    ],
    [
      'a high one of the 31st day',
      'HIGH',
      '2026-09-30',
      'false, NULL, NULL, NULL',
      1,
    ],
    [
      'a high one of the 30th day',
      'HIGH',
      '2026-10-01',
      'false, NULL, NULL, NULL',
      0,
    ],
    [
      'a medium one of the 91st day',
      'MEDIUM',
      '2026-08-01',
      'false, NULL, NULL, NULL',
      1,
    ],
    [
      'a low one, however old',
      'LOW',
      '2019-01-01',
      'false, NULL, NULL, NULL',
      0,
    ],
    [
      'one that somebody dismissed for good',
      'HIGH',
      '2026-01-01',
      "true, 'not_affected', 'unused', NULL",
      0,
    ],
    [
      'one that is dismissed until the last day',
      'HIGH',
      '2026-01-01',
      "true, 'not_affected', 'unused', '2026-10-31'",
      0,
    ],
    [
      'one that was dismissed until the day before',
      'HIGH',
      '2026-01-01',
      "true, 'not_affected', 'unused', '2026-10-30'",
      1,
    ],
  ])(
    'of vulnerabilities: %s',
    async (_, severity, since, suppression, found) => {
      const rows = await answer('vulnerability_scan', 'vulnerabilities', [
        `'pay', 'pkg:npm/x@1', 'CVE-1', NULL, '${severity}', NULL, '${since}T12:00:00Z', 'trivy', ${suppression}, 'ev'`,
      ]);
      expect(rows).toHaveLength(found);
    },
  );

  const change = (type: string, approved: string, started: string) =>
    `'CHG0000001', 'A change', '${type}', 'closed', 'production', 'user:default/ada', NULL, ${approved}, '2026-10-05T10:00:00Z', ${started}, 'successful', 'digest', 'ev'`;
  it.each([
    ['normal', 'NULL', "'2026-10-05T10:00:00Z'", ['never approved']],
    [
      'normal',
      "'2026-10-05T10:00:01Z'",
      "'2026-10-05T10:00:00Z'",
      ['approved after it began'],
    ],
    ['normal', "'2026-10-05T10:00:00Z'", "'2026-10-05T10:00:00Z'", []],
    ['normal', 'NULL', 'NULL', []],
    ['standard', 'NULL', "'2026-10-05T10:00:00Z'", []],
    ['emergency', 'NULL', "'2026-10-05T10:00:00Z'", ['never approved']],
    ['emergency', "'2026-10-06T10:00:00Z'", "'2026-10-05T10:00:00Z'", []],
  ])(
    'of changes: a %s one, approved at %s, begun at %s',
    async (type, approved, started, reasons) => {
      const rows = await answer('unapproved_changes', 'changes', [
        change(type, approved, started),
      ]);
      expect(rows.map(({ reason }) => reason)).toEqual(reasons);
    },
  );

  it.each([
    [999, []],
    [998, ['200']],
  ])(
    'of objectives: %i good ones of 1,000 where 999 are promised',
    async (good, spent) => {
      const rows = await answer('slo_compliance', 'objectives', [
        `'pay', NULL, 'pay', 0.999, ${good}, 1000, 'digest', 'ev'`,
      ]);
      expect(
        rows.map(({ budget_spent_percent }) =>
          String(Number(budget_spent_percent)),
        ),
      ).toEqual(spent);
    },
  );

  it('of incidents: how long those took that are resolved, by priority, drills apart', async () => {
    const incident = (
      n: number,
      priority: number,
      minutes?: number,
      isDrill = false,
    ) => {
      const opened = Date.UTC(2026, 9, 5, 10);
      const at = (time: number) => `'${new Date(time).toISOString()}'`;
      const resolved =
        minutes === undefined ? 'NULL' : at(opened + minutes * 60_000);
      return `'INC${n}', 'Down', ${priority}, ${isDrill}, ${at(
        opened,
      )}, ${resolved}, 'digest', 'ev'`;
    };
    const rows = await answer('incidents_and_mttr', 'incidents', [
      ...[incident(1, 1, 10), incident(2, 1, 20), incident(3, 1, 120)],
      ...[incident(4, 1), incident(5, 1, 9_000, true), incident(6, 3)],
    ]);
    const numbers = rows.map(row => [
      ...[Number(row.priority), Number(row.incidents), Number(row.still_open)],
      ...[row.mean_minutes, row.median_minutes].map(
        value => value && Number(value),
      ),
    ]);
    expect(numbers).toEqual([
      [1, 4, 1, 50, 20],
      [3, 1, 1, null, null],
    ]);
  });

  it('of resources: those that name no owner, and those that the inventory cannot name', async () => {
    const rows = await answer('resource_inventory', 'resources', [
      `'a', 'Bucket', 'pay', 'A', 'team', NULL, 'ev'`,
      `'b', 'Bucket', 'pay', 'B', '', NULL, 'ev'`,
      `'c', 'Bucket', 'pay', 'C', NULL, NULL, 'ev'`,
      `'d', 'Bucket', 'pay', 'D', 'team', 'it has no name', 'ev'`,
    ]);
    expect(rows.map(({ name, reason }) => [name, reason])).toEqual([
      ['b', 'it names no owner'],
      ['c', 'it names no owner'],
      ['d', 'it has no name'],
    ]);
  });

  const project = '//cloudresourcemanager.googleapis.com/projects/pay';
  it.each([
    ['roles/viewer', 'user:a@larkspur.example', '', []],
    ['roles/owner', 'user:a@larkspur.example', '', ['basic role']],
    ['roles/owner', 'allUsers', '', ['anybody has it', 'basic role']],
    ['roles/viewer', 'domain:agency.example', '', ['other domain']],
    ['roles/viewer', 'group:a@agency.example', '', ['other domain']],
    [
      'roles/viewer',
      'serviceAccount:x@other-project.iam.gserviceaccount.com',
      '',
      ['service account of another project'],
    ],
    ['roles/viewer', 'serviceAccount:x@pay.iam.gserviceaccount.com', '', []],
    [
      'roles/iam.serviceAccountUser',
      'user:a@larkspur.example',
      '',
      ['may act as every service account'],
    ],
    [
      'roles/viewer',
      'deleted:user:a@larkspur.example?uid=1',
      '',
      ['the member was deleted'],
    ],
    ['roles/owner', 'user:a@larkspur.example', '2026-10-31T22:59:59Z', []],
    [
      'roles/owner',
      'user:a@larkspur.example',
      '2026-11-01T00:00:00Z',
      ['basic role'],
    ],
  ])(
    'of permissions: %s of %s until "%s"',
    async (role, member, until, rules) => {
      const deleted = member.startsWith('deleted:');
      const plain = member.replace(/^deleted:|\?uid=.*$/g, '');
      const [kind, id = ''] = plain.split(':');
      const domain = kind === 'domain' ? id : id.split('@')[1];
      const of =
        kind === 'serviceAccount'
          ? `'${id.split('@')[1].split('.')[0]}'`
          : 'NULL';
      await staged.change('DELETE FROM service_account_keys');
      const rows = await answer('iam_audit', 'policy_members', [
        `'${project}', 'project', 'pay', '${role}', '${member}', '${kind}', ${
          domain ? `'${domain}'` : 'NULL'
        }, ${of}, ${deleted}, '${until && 'until'}', ${
          until ? `'${until}'` : 'NULL'
        }, 'ev'`,
      ]);
      expect(rows.map(({ rule }) => rule)).toEqual(rules);
    },
  );

  const line = (i: number, day: string, net: number, at = `${day}T23:00:00Z`) =>
    `${i}, '${day}', 'pay', 'Run', NULL, ${net}, 'EUR', '${at}', 'ev'`;
  const eight = [100, 101, 99, 100, 102, 98, 100, 100];
  /** A Thursday of the month, and how many weeks lie before it. */
  const history = (usual: number[], cost: number, late = 0) => [
    ...usual.map((net, i) => {
      const day = new Date(Date.UTC(2026, 9, 15 - 7 * (i + 1)));
      return line(i, day.toISOString().slice(0, 10), net);
    }),
    line(50, '2026-10-15', cost),
    ...(late ? [line(51, '2026-10-15', late, '2026-10-21T00:00:00Z')] : []),
  ];

  it.each([
    ['a day like any other', history(eight, 104), []],
    ['half as much again, but no more', history(eight, 150), []],
    [
      'more than half as much again',
      history(eight, 151),
      ['far above its weekday'],
    ],
    ['much for a share, but little money', history([10, 10, 10, 10], 55), []],
    [
      'what is always that uneven',
      history([100, 300, 40, 260, 20, 280], 500),
      [],
    ],
    [
      'one very dear day before',
      history([100, 100, 100, 900, 100, 100], 200),
      ['far above its weekday'],
    ],
    [
      'three such days before, which say too little',
      history([100, 100, 100], 101),
      ['new'],
    ],
    ['nothing before, and little money', history([], 100), []],
    ['what was added six days later', history(eight, 100, 51), ['restated']],
    [
      'what was taken back six days later',
      history(eight, 100, -51),
      ['restated'],
    ],
    [
      'credits that make a dear day a usual one',
      [...history(eight, 300), line(60, '2026-10-15', -200)],
      [],
    ],
  ])('of costs: %s', async (_, rows, rules) => {
    const found = await answer('cost_anomalies', 'costs', rows);
    expect(
      found.filter(({ day }) => day === '2026-10-15').map(({ rule }) => rule),
    ).toEqual(rules);
  });
});
