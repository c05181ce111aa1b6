import fc from 'fast-check';
import { configurationItem } from '../__fixtures__/items';
import { PlannedResource, RedactedPlan } from '../model';
import { assessRisk } from './assessRisk';
import { riskFactor } from './factor';
import { RiskInput, RiskItem } from './input';
import { levelRank, riskLevelOf } from './levels';

const none = { 'tier-1': 0, 'tier-2': 0, 'tier-3': 0, 'tier-4': 0, none: 0 };
const tiers = ['tier-4', 'tier-3', 'tier-2', 'tier-1'] as const;

const riskItem = (
  fields: Parameters<typeof configurationItem>[1] = {},
  byTier: Partial<typeof none> = {},
): RiskItem => ({
  item: configurationItem('component:default/web', fields),
  dependants: { byTier: { ...none, ...byTier }, top: [] },
});

const resource = (
  type: string,
  action: PlannedResource['action'],
  fields: Partial<PlannedResource> = {},
): PlannedResource => ({
  address: `${type}.this`,
  type,
  name: 'this',
  provider: 'registry.terraform.io/hashicorp/google',
  action,
  attributes: [],
  unchanged: 0,
  importing: false,
  ...fields,
});

const planOf = (
  resources: PlannedResource[],
  unmapped: string[] = [],
): RedactedPlan => ({
  formatVersion: '1.2',
  terraformVersion: '1.11.4',
  digest: `sha256:${'0'.repeat(64)}`,
  counts: { create: 0, update: 0, replace: 0, delete: 0, forget: 0 },
  resources,
  drift: [],
  outputs: [],
  unmapped,
  applyable: true,
  complete: true,
  redactions: 0,
});

const calm: RiskInput = {
  change: {
    category: 'software',
    environment: 'staging',
    testPlan: 'Run the smoke tests.',
    backoutPlan: 'Deploy the release before.',
    // Tuesday morning in Berlin
    window: { start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' },
  },
  items: [riskItem({ tier: 'tier-4' })],
  history: {
    items: [{ n: 0, failed: 0 }],
    team: { n: 0, failed: 0 },
    base: { n: 0, failed: 0 },
  },
  schedule: { freezes: [] },
  now: '2026-11-20T00:00:00.000Z',
  timeZone: 'Europe/Berlin',
};
const inProduction: RiskInput = {
  ...calm,
  change: { ...calm.change, environment: 'production' },
};

const factor = (input: RiskInput, id: string) =>
  assessRisk(input).factors.find(f => f.id === id)!;

describe('assessRisk', () => {
  it('finds little risk in a small and well prepared change', () => {
    const risk = assessRisk(calm);
    expect(risk).toMatchObject({
      level: 'low',
      decidedBy: 'weighted assessment',
      floors: [],
      matrix: { impact: 'low', probability: 'low', level: 'low' },
      assessedAt: calm.now,
    });
  });

  it('names every factor of the issue, each with evidence when it counts', () => {
    const risk = assessRisk({
      ...inProduction,
      change: { ...inProduction.change, testPlan: ' ', backoutPlan: '' },
      items: [riskItem({ tier: 'tier-1' }, { 'tier-1': 2, none: 5 })],
      plan: planOf([
        resource('google_sql_database_instance', 'delete'),
        resource('google_project_iam_member', 'update'),
        resource('google_compute_firewall', 'replace'),
      ]),
      schedule: { freezes: [{ title: 'Black Friday', hoursAway: 12 }] },
    });
    expect(risk.factors.map(f => f.id)).toEqual([
      'item.tier',
      'item.impact',
      'plan.destroys',
      'plan.replaces',
      'plan.iam',
      'plan.network',
      'plan.database',
      'environment',
      'history',
      'schedule.hours',
      'schedule.freeze',
      'readiness.test',
      'readiness.backout',
    ]);
    for (const { value, evidence } of risk.factors) {
      expect(value).toBeGreaterThan(0);
      expect(evidence).not.toEqual([]);
    }
    expect(risk.score).toBe(91);
    expect(risk.level).toBe('very_high');
  });

  it('says how each dependant is reached', () => {
    const item = riskItem({}, { 'tier-1': 1 });
    item.dependants.top = [
      {
        entityRef: 'component:default/shop',
        tier: 'tier-1',
        path: [
          {
            from: 'component:default/web',
            relation: 'dependencyOf',
            to: 'component:default/shop',
          },
        ],
      },
    ];
    expect(factor({ ...calm, items: [item] }, 'item.impact').evidence).toEqual([
      {
        text: '1 entity depends on web, 1 of them tier-1',
        ref: 'component:default/web',
      },
      {
        text: 'component:default/shop (tier-1): component:default/web –dependencyOf→ component:default/shop',
        ref: 'component:default/shop',
      },
    ]);
  });

  it.each([
    ['Tuesday morning', '2026-11-24T09:00:00Z', 0.2],
    ['Tuesday evening', '2026-11-24T18:00:00Z', 0.4],
    ['Tuesday night: 22:00 in Berlin', '2026-11-24T21:00:00Z', 0.7],
    ['Friday afternoon', '2026-11-27T14:30:00Z', 1],
    ['Saturday, which it is in Berlin already', '2026-11-27T23:30:00Z', 1],
  ])('reads the time of day in the zone of the team: %s', (_, start, value) => {
    const window = {
      start,
      end: new Date(Date.parse(start) + 600_000).toISOString(),
    };
    const input = { ...calm, change: { ...calm.change, window } };
    expect(factor(input, 'schedule.hours').value).toBe(value);
  });

  it('takes the worst hour of a long window', () => {
    const window = {
      start: '2026-11-24T09:00:00Z',
      end: '2026-11-30T09:00:00Z',
    };
    const input = { ...calm, change: { ...calm.change, window } };
    expect(factor(input, 'schedule.hours').value).toBe(1);
  });

  describe('floors', () => {
    const many = Array.from({ length: 10 }, (_, i) =>
      resource('google_cloud_run_v2_service', 'delete', {
        address: `google_cloud_run_v2_service.s[${i}]`,
      }),
    );
    const database = (action: PlannedResource['action']) =>
      planOf([resource('google_sql_database_instance', action)]);
    const iam = planOf([resource('google_project_iam_member', 'update')]);
    const rules: [
      string,
      'moderate' | 'high' | 'very_high',
      Partial<RiskInput>,
    ][] = [
      ['destroys a stateful', 'high', { plan: database('delete') }],
      ['replaces a stateful', 'high', { plan: database('replace') }],
      [
        'destroys a stateful',
        'high',
        {
          items: [riskItem({ stateful: true })],
          plan: planOf([
            resource('terraform_data', 'delete', {
              entityRef: 'component:default/web',
            }),
          ]),
        },
      ],
      ['10 resources', 'very_high', { ...inProduction, plan: planOf(many) }],
      [
        'tier-1 in production without backout plan',
        'moderate',
        {
          items: [riskItem({ tier: 'tier-1' })],
          change: { ...inProduction.change, backoutPlan: '  ' },
        },
      ],
      [
        'SOX scope',
        'moderate',
        { items: [riskItem({ soxScope: true })], plan: iam },
      ],
      [
        'restricted data',
        'high',
        { items: [riskItem({ dataClassification: 'restricted' })], plan: iam },
      ],
      [
        'no configuration item claims',
        'moderate',
        { ...inProduction, plan: planOf([], ['random_id.x']) },
      ],
    ];
    it.each(rules)('%s: at least %s', (rule, level, input) => {
      const risk = assessRisk({ ...calm, ...input });
      const floor = risk.floors.find(f => f.rule.includes(rule));
      expect(floor).toMatchObject({ level });
      expect(floor?.evidence).not.toEqual([]);
      expect(levelRank(risk.level)).toBeGreaterThanOrEqual(levelRank(level));
    });

    it('lift the score to the level, and are named as what decided', () => {
      const risk = assessRisk({ ...calm, plan: database('delete') });
      expect(risk.assessment.level).not.toBe('high');
      expect(risk).toMatchObject({
        level: 'high',
        score: 60,
        decidedBy: 'destroys a stateful resource → at least high',
      });
    });

    it('do not hold for what is created, or only read', () => {
      for (const action of ['create', 'read', 'no-op'] as const) {
        expect(assessRisk({ ...calm, plan: database(action) }).floors).toEqual(
          [],
        );
      }
    });
  });

  it('lets impact × probability decide where it is the highest', () => {
    const risk = assessRisk({
      ...inProduction,
      items: [riskItem({ tier: 'tier-1' })],
      history: {
        items: [{ n: 100, failed: 50 }],
        team: { n: 100, failed: 50 },
        base: { n: 100, failed: 50 },
      },
    });
    expect(risk).toMatchObject({
      level: 'very_high',
      decidedBy: 'impact × probability',
      matrix: { impact: 'high', probability: 'high' },
    });
  });

  describe('with factors of other plugins', () => {
    const extra = (id: string, weight: number, value: number) => ({
      id,
      title: 'Error budget',
      weight,
      value,
      points: 1000,
      evidence: [],
    });

    it('counts them, but not the points they claim', () => {
      const risk = assessRisk(calm, [extra('slo.budget', 20, 0.5)]);
      expect(risk.assessment.score - assessRisk(calm).assessment.score).toBe(
        10,
      );
    });

    it.each([
      [extra('slo.budget', 20, NaN), 'slo.budget is not a number'],
      [extra('slo.budget', 1000, 1), 'must be 0 to 100 points'],
      [extra('item.tier', 20, 1), 'Two risk factors are called item.tier'],
    ])('refuses one that cannot be counted', (bad, message) => {
      expect(() => assessRisk(calm, [bad])).toThrow(message);
    });
  });
});

describe('assessRisk of any change', () => {
  const record = fc
    .tuple(fc.nat(60), fc.nat(60))
    .map(([a, b]) => ({ n: Math.max(a, b), failed: Math.min(a, b) }));
  const types = [
    'google_sql_database_instance',
    'google_project_iam_member',
    'google_compute_firewall',
    'google_cloud_run_v2_service',
    'terraform_data',
  ];
  const someResource = fc
    .tuple(
      fc.constantFrom(...types),
      fc.constantFrom(
        'create' as const,
        'update' as const,
        'replace' as const,
        'delete' as const,
        'no-op' as const,
      ),
      fc.constantFrom(undefined, 'component:default/web'),
    )
    .map(([type, action, entityRef]) => resource(type, action, { entityRef }));
  const someItem = fc
    .record({
      tier: fc.constantFrom(undefined, ...tiers),
      stateful: fc.boolean(),
      soxScope: fc.boolean(),
      dataClassification: fc.constantFrom(
        'internal' as const,
        'restricted' as const,
      ),
      dependants: fc.nat(50),
    })
    .map(({ dependants, ...fields }) =>
      riskItem(fields, { 'tier-1': dependants % 7, none: dependants }),
    );
  const named = ({ item, dependants }: RiskItem, name: string) => ({
    item: { ...item, entityRef: `component:default/${name}` },
    dependants,
  });
  const input: fc.Arbitrary<RiskInput> = fc.record({
    change: fc.record({
      category: fc.constantFrom(
        'software' as const,
        'access' as const,
        'network' as const,
      ),
      environment: fc.constantFrom('production', 'staging', 'dev', 'moon'),
      testPlan: fc.constantFrom('', 'test'),
      backoutPlan: fc.constantFrom('', 'back'),
      window: fc.constantFrom(undefined, calm.change.window),
    }),
    items: fc
      .array(someItem, { minLength: 1, maxLength: 3 })
      .map(items => items.map((i, n) => (n ? named(i, `item-${n}`) : i))),
    plan: fc.option(
      fc.array(someResource, { maxLength: 12 }).map(r => planOf(r)),
      {
        nil: undefined,
      },
    ),
    history: fc.record({
      items: fc.array(record, { maxLength: 3 }),
      team: record,
      base: record,
    }),
    schedule: fc.record({
      freezes: fc.array(
        fc.nat(100).map(hoursAway => ({ title: 'f', hoursAway })),
        { maxLength: 2 },
      ),
    }),
    now: fc.constant(calm.now),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  });
  /** How far the risk fell from one to the other, in points and levels. */
  const fall = (before: RiskInput, after: RiskInput) => {
    const [a, b] = [assessRisk(before), assessRisk(after)];
    return Math.max(
      0,
      a.score - b.score,
      levelRank(a.level) - levelRank(b.level),
    );
  };

  it('stays within its bounds, and score and level agree', () => {
    fc.assert(
      fc.property(input, i => {
        const risk = assessRisk(i);
        expect(risk.score).toBeGreaterThanOrEqual(0);
        expect(risk.score).toBeLessThanOrEqual(100);
        expect(Number.isInteger(risk.score)).toBe(true);
        expect(riskLevelOf(risk.score)).toBe(risk.level);
        for (const f of risk.factors) {
          expect(f.value).toBeGreaterThanOrEqual(0);
          expect(f.value).toBeLessThanOrEqual(1);
          expect(f.points).toBeCloseTo(f.value * f.weight, 0);
        }
      }),
    );
  });

  it('is the highest of assessment, matrix and floors, and names one that is', () => {
    fc.assert(
      fc.property(input, i => {
        const risk = assessRisk(i);
        const verdicts = new Map([
          ['impact × probability', risk.matrix.level],
          ['weighted assessment', risk.assessment.level],
          ...risk.floors.map(f => [f.rule, f.level] as const),
        ]);
        expect(verdicts.get(risk.decidedBy)).toBe(risk.level);
        expect(Math.max(...[...verdicts.values()].map(levelRank))).toBe(
          levelRank(risk.level),
        );
      }),
    );
  });

  it('never falls when the plan destroys one thing more', () => {
    fc.assert(
      fc.property(input, someResource, (i, r) => {
        const resources = i.plan?.resources ?? [];
        expect(
          fall(i, {
            ...i,
            plan: planOf([...resources, { ...r, action: 'delete' }]),
          }),
        ).toBe(0);
      }),
    );
  });

  it('never falls with one failure more', () => {
    fc.assert(
      fc.property(input, ({ history, ...i }) => {
        const failedOnce = (r: { n: number; failed: number }) => ({
          n: r.n + 1,
          failed: r.failed + 1,
        });
        expect(
          fall(
            { ...i, history },
            {
              ...i,
              history: {
                items: history.items.map(failedOnce),
                team: failedOnce(history.team),
                base: failedOnce(history.base),
              },
            },
          ),
        ).toBe(0);
      }),
    );
  });

  it('never falls with a more critical tier, one item more, or one dependant more', () => {
    fc.assert(
      fc.property(
        input,
        someItem,
        fc.constantFrom('tier', 'item', 'dependant'),
        fc.nat(2),
        (i, another, what, step) => {
          const [{ item, dependants }, ...rest] = i.items;
          const { byTier } = dependants;
          const withTier = (tier: (typeof tiers)[number]) => ({
            ...i,
            items: [{ item: { ...item, tier }, dependants }, ...rest],
          });
          const [before, after] = {
            tier: [withTier(tiers[step]), withTier(tiers[step + 1])],
            item: [i, { ...i, items: [...i.items, named(another, 'another')] }],
            dependant: [
              i,
              {
                ...i,
                items: [
                  {
                    item,
                    dependants: {
                      ...dependants,
                      byTier: { ...byTier, 'tier-2': byTier['tier-2'] + 1 },
                    },
                  },
                  ...rest,
                ],
              },
            ],
          }[what as 'tier' | 'item' | 'dependant'];
          expect(fall(before, after)).toBe(0);
        },
      ),
    );
  });

  it('never falls when test and backout plans are taken away, a freeze comes nearer, or it moves to production', () => {
    fc.assert(
      fc.property(input, i => {
        const without = { ...i.change, testPlan: '', backoutPlan: '' };
        expect(fall(i, { ...i, change: without })).toBe(0);
        expect(
          fall(i, {
            ...i,
            schedule: {
              freezes: i.schedule.freezes.map(f => ({
                ...f,
                hoursAway: f.hoursAway / 2,
              })),
            },
          }),
        ).toBe(0);
        expect(
          fall(i, {
            ...i,
            change: { ...i.change, environment: 'production' },
          }),
        ).toBe(0);
      }),
    );
  });
});

describe('riskFactor', () => {
  it('holds its value between 0 and 1 and rounds its points', () => {
    expect(riskFactor('a', 'A', 7, 1.5, [])).toMatchObject({
      value: 1,
      points: 7,
    });
    expect(riskFactor('a', 'A', 7, 1 / 3, [])).toMatchObject({ points: 2.3 });
    expect(riskFactor('a', 'A', 7, -1, [])).toMatchObject({ points: 0 });
  });
});

describe('riskLevelOf', () => {
  it.each([
    [0, 'low'],
    [29.9, 'low'],
    [30, 'moderate'],
    [60, 'high'],
    [84, 'high'],
    [85, 'very_high'],
    [100, 'very_high'],
  ])('%d is %s', (score, level) => {
    expect(riskLevelOf(score)).toBe(level);
  });
});
