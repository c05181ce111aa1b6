import fc from 'fast-check';
import { calm, planOf, resource, riskItem, tiers } from '../__testUtils__/risk';
import { assessRisk } from './assessRisk';
import { RiskInput, RiskItem } from './input';
import { levelRank, riskLevelOf } from './levels';

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
