import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { plainText } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { hitRate } from './hitRate';
import { PossibleCause, rankSuspects, ChangeRun } from './suspects';

const MINUTE = 60_000;
const STARTED = Date.UTC(2026, 10, 24, 12);
const at = (minutes: number) =>
  new Date(STARTED + minutes * MINUTE).toISOString();

const component = (name: string, needs: string[] = []) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: needs.map(need => ({
    type: 'dependsOn',
    targetRef: `component:default/${need}`,
  })),
});
const graph = CmdbGraph.from([
  component('shop', ['orders']),
  component('orders', ['store']),
  component('store'),
  component('elsewhere'),
]);

const cause = (
  change: string,
  item: string,
  run: ChangeRun,
  more: Partial<PossibleCause> = {},
): PossibleCause => ({
  change,
  title: `Title of ${change}`,
  items: [`component:default/${item}`],
  runs: [run],
  ...more,
});
const rank = (...causes: PossibleCause[]) =>
  rankSuspects({
    started: at(0),
    entities: ['component:default/shop'],
    causes,
    graph,
  });
const order = (...causes: PossibleCause[]) =>
  rank(...causes).map(({ change }) => change);

const ended = (minutes: number): ChangeRun => ({
  from: at(-minutes - 10),
  to: at(-minutes),
});

describe('suspects', () => {
  it('say why, with the way from what is hit to what was changed', () => {
    const [only] = rank(
      cause('CHG0000001', 'store', { from: at(-30), to: at(-12) }),
    );
    expect(only.reasons.map(plainText)).toEqual([
      'Ended 12 min before it began',
      'On component:default/store, which component:default/shop depends on through component:default/orders',
    ]);
    expect(only.path.map(({ to }) => to)).toEqual([
      'component:default/orders',
      'component:default/store',
    ]);
  });

  it('say that it ran, that it failed, that nobody had approved all of it, and how risky it was', () => {
    const [only] = rank(
      cause(
        'CHG0000001',
        'shop',
        { from: at(-5), outcome: 'failed', deviates: true },
        { risk: 'very_high' },
      ),
    );
    expect(only.reasons.map(plainText)).toEqual([
      'Was running when it began',
      'On component:default/shop itself',
      'Its run failed',
      'No approval covered all of it',
      'Very high risk',
    ]);
    expect(only.score).toBe(100);
  });

  it('are nearer in time and in the catalog first', () => {
    expect(
      order(
        cause('CHG0000001', 'shop', ended(600)),
        cause('CHG0000002', 'store', ended(1)),
        cause('CHG0000003', 'shop', ended(1)),
        cause('CHG0000004', 'orders', ended(1)),
      ),
    ).toEqual(['CHG0000003', 'CHG0000004', 'CHG0000002', 'CHG0000001']);
  });

  it.each<[string, PossibleCause]>([
    ['ran on something else', cause('CHG0000001', 'elsewhere', ended(1))],
    ['began afterwards', cause('CHG0000001', 'shop', { from: at(5) })],
    ['ended long before', cause('CHG0000001', 'shop', ended(8 * 24 * 60))],
    ['never ran', cause('CHG0000001', 'shop', ended(1), { runs: [] })],
  ])('leave out what %s', (_, each) => {
    expect(rank(each)).toEqual([]);
  });

  it('take the run that speaks most against a change', () => {
    const [only] = rank(
      cause('CHG0000001', 'shop', ended(600), {
        runs: [ended(600), ended(20), { from: at(30) }],
      }),
    );
    expect(only.run).toEqual(ended(20));
  });

  const runs = fc
    .record({
      before: fc.integer({ min: -60, max: 20_000 }),
      takes: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
      outcome: fc.constantFrom(undefined, 'succeeded', 'failed', 'rolled_back'),
      deviates: fc.boolean(),
    })
    .map(
      ({ before, takes, outcome, deviates }): ChangeRun => ({
        from: at(-before),
        ...(takes !== undefined && { to: at(takes - before) }),
        ...(outcome && { outcome: outcome as ChangeRun['outcome'] }),
        deviates,
      }),
    );
  const causes = fc.uniqueArray(
    fc.record({
      change: fc
        .integer({ min: 1, max: 99 })
        .map(n => `CHG${String(n).padStart(7, '0')}`),
      title: fc.constant('A change'),
      items: fc.uniqueArray(
        fc
          .constantFrom('shop', 'orders', 'store', 'elsewhere', 'gone')
          .map(name => `component:default/${name}`),
      ),
      risk: fc.constantFrom('low', 'moderate', 'high', 'very_high'),
      runs: fc.array(runs, { maxLength: 4 }),
    }),
    { selector: ({ change }) => change },
  );

  it('begin with the change of the drill that broke it, however bad another run was', () => {
    const worst = cause(
      'CHG0000001',
      'shop',
      { from: at(-1), outcome: 'failed', deviates: true },
      { risk: 'very_high' },
    );
    const drilled = cause(
      'CHG0000002',
      'shop',
      { from: at(-9) },
      { drill: 'DRL0000001' },
    );
    const [first, second] = rank(worst, drilled);
    expect(first).toMatchObject({ change: 'CHG0000002', score: 100 });
    expect(first).not.toHaveProperty('drill');
    expect(second.score).toBe(100);
  });

  it('stand in one order, whatever the order of what is known', () => {
    fc.assert(
      fc.property(causes, fc.infiniteStream(fc.nat()), (known, keys) => {
        const shuffled = known
          .map(each => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => ({ ...each, runs: [...each.runs].reverse() }));
        expect(rank(...(shuffled as PossibleCause[]))).toEqual(
          rank(...(known as PossibleCause[])),
        );
      }),
    );
  });

  it('have scores from 1 to 100 that fall from place to place, and none from the future', () => {
    fc.assert(
      fc.property(causes, known => {
        const found = rank(...(known as PossibleCause[]));
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const { score, run } of found) {
          expect(score).toBeGreaterThanOrEqual(1);
          expect(score).toBeLessThanOrEqual(100);
          expect(Date.parse(run.from)).toBeLessThanOrEqual(STARTED + MINUTE);
        }
      }),
    );
  });
});

it('counts how often a confirmed cause stood first, and among three', () => {
  const causes = [
    [{ rank: 3 }, { rank: 1 }],
    [{ rank: 2 }, {}],
    [{ rank: 4 }],
    [{}],
    // Neither of these says how good the ranking is.
    [],
    [{ unranked: true as const }],
  ];
  expect(hitRate(causes)).toEqual({
    top1: { n: 4, count: 1, rate: 0.25 },
    top3: { n: 4, count: 2, rate: 0.5 },
  });
  expect(hitRate([])).toEqual({
    top1: { n: 0, count: 0 },
    top3: { n: 0, count: 0 },
  });
});
