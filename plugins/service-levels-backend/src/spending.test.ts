import {
  BurnDown,
  BurnRates,
  CountedSteps,
  Explanation,
  FaultList,
  ObjectiveDetail,
  ObjectivePage,
  sameCounts,
  summed,
} from '@countersign/plugin-service-levels-common';
import {
  eventually,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import {
  checkout,
  dataSource,
  definitionEntity,
  slo,
} from './__testUtils__/definitions';
import { call, useEvaluatedPortal } from './__testUtils__/evaluatedPortal';

jest.setTimeout(120_000);

const kenji = 'user:default/kenji';
const part = (name: string) => `
    - displayName: ${name}
      target: 0.9
      indicator:
        metadata: { name: ${name} }
        spec:
          ratioMetric:
            counter: true
            bad: { metricSource: { metricSourceRef: api, spec: { query: ${name}_bad } } }
            total: { metricSource: { metricSourceRef: api, spec: { query: ${name}_total } } }`;
const whole = definitionEntity(
  'whole',
  `apiVersion: openslo/v1
kind: SLO
metadata: { name: whole, annotations: { countersign.dev/composite: serial, countersign.dev/faults-metric: faults_active } }
spec:
  service: checkout
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 1h, isRolling: true }]
  objectives:${part('pay')}${part('calm')}
`,
);

const portalOf = useEvaluatedPortal([
  testEntity('Group', 'checkout'),
  checkout,
  dataSource,
  slo('calm', { window: '30d', target: 0.99 }),
  slo('pay'),
  slo('silent'),
  whole,
]);

async function get<T>(path: string): Promise<T> {
  const { status, body } = await call(portalOf().api.as(kenji), 'GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

const run = (scrapes: number, bad: number) =>
  portalOf().run(scrapes, {
    ...{ pay_total: 100, pay_bad: bad },
    ...{ calm_total: 1_000, calm_bad: 0 },
  });

describe('what a budget went to, over HTTP', () => {
  beforeAll(async () => {
    await eventually(async () => {
      const { items } = await get<ObjectivePage>('/objectives');
      if (items.length < 6) throw new Error('No definition was read');
    });
    await run(40, 0);
    await run(6, 90);
    await run(30, 0);
  });

  it('lists the most urgent first, with all that a row shows', async () => {
    const { items, states } = await get<ObjectivePage>(
      '/objectives?slo=pay,silent,calm',
    );
    expect(items.map(({ id }) => id)).toEqual(['pay', 'silent', 'calm']);
    expect(states).toEqual({ [items[0].state]: 1, 'no-data': 1, ok: 1 });
    const [pay, silent, calm] = items;
    expect(calm).toMatchObject({
      burning: { rate: 0, window: 3_600_000 },
      budgetLeft: 1,
    });
    expect(calm.trend!.at(-1)).toBe(1);
    expect(pay.trend!.at(0)).toBe(1);
    // As its own page has it: of the hour, a third is measured.
    expect(pay.trend!.at(-1)).toBeCloseTo(1 - pay.burnRate! * pay.measured!, 3);
    expect(silent).not.toHaveProperty('trend');
    expect(silent).not.toHaveProperty('burning');
  });

  it('explains a figure by steps that are exactly it, down to the finest and to the queries', async () => {
    const explanation = await get<Explanation>('/objectives/pay/explanation');
    const { counts } = await get<ObjectiveDetail>('/objectives/pay');
    expect(explanation.counts).toEqual(counts);
    expect(counts).toMatchObject({ bad: 540 });
    expect(summed(explanation.steps)).toEqual(counts);
    expect(explanation.remainder).toBeUndefined();
    expect(explanation.steps.length).toBeLessThan(30);
    expect(explanation.queries).toEqual([
      { role: 'bad', source: 'api', query: 'pay_bad' },
      { role: 'total', source: 'api', query: 'pay_total' },
    ]);
    const long = explanation.steps.findLast(
      ({ start, end }) => Date.parse(end) - Date.parse(start) === 300_000,
    )!;
    const { steps } = await get<CountedSteps>(
      `/objectives/pay/counted-steps?from=${long.start}&to=${long.end}`,
    );
    expect(steps).toHaveLength(20);
    expect(summed(steps)).toEqual({ bad: long.bad, total: long.total });
  });

  it('shows of a composite its parts, its steps, and what was asked for each part', async () => {
    const id = encodeURIComponent('whole#composite');
    const { composite, counts } = await get<ObjectiveDetail>(
      `/objectives/${id}`,
    );
    expect(composite).toMatchObject({
      kind: 'serial',
      parts: [
        { id: 'whole', weight: 1, objective: { state: expect.any(String) } },
        { id: 'whole#2', objective: { title: expect.any(String) } },
      ],
    });
    const explanation = await get<Explanation>(`/objectives/${id}/explanation`);
    expect(sameCounts(summed(explanation.steps), counts!)).toBe(true);
    expect(explanation.remainder).toBeUndefined();
    expect(
      explanation.queries.map(({ part: of, role, query }) => [of, role, query]),
    ).toEqual([
      ['whole', 'bad', 'pay_bad'],
      ['whole', 'total', 'pay_total'],
      ['whole#2', 'bad', 'calm_bad'],
      ['whole#2', 'total', 'calm_total'],
    ]);
  });

  it('draws the burn-down to exactly what is left, and names the minutes that spent it', async () => {
    const { points, spending } = await get<BurnDown>(
      '/objectives/pay/burn-down',
    );
    const { burnRate, measured } = await get<ObjectiveDetail>(
      '/objectives/pay',
    );
    expect(points[0].left).toBe(1);
    expect(points.at(-1)!.left).toBeCloseTo(1 - burnRate! * measured!, 12);
    expect(spending).toMatchObject({ spent: 540, rest: 0 });
    expect(spending!.intervals).toHaveLength(1);
    const [{ start, end, bad, share }] = spending!.intervals;
    expect([bad, share]).toEqual([540, 1]);
    expect(Date.parse(end) - Date.parse(start)).toBe(6 * 15_000);
    const year = await get<BurnDown>('/objectives/calm/burn-down?view=year');
    expect(year.points.length).toBeLessThanOrEqual(400);
    expect(year.spending).toBeUndefined();
    const untouched = await get<BurnDown>('/objectives/silent/burn-down');
    expect(untouched.points).toEqual([]);
  });

  it('draws the burn rates of a pair, and ends at what it was judged by', async () => {
    const { pairs } = await get<ObjectiveDetail>('/objectives/pay');
    const last = pairs.length - 1;
    const rates = await get<BurnRates>(
      `/objectives/pay/burn-rates?pair=${last}`,
    );
    const { bad, total } = pairs[last].long;
    expect(rates.points.at(-1)!.long).toBeCloseTo(bad / total / 0.01, 9);
    expect(Math.max(...rates.points.map(({ short = 0 }) => short))).toBeCloseTo(
      90,
      6,
    );
    expect(rates.points.length).toBeLessThanOrEqual(401);
  });

  it('marks the faults that a service says were switched on in it, from when they were seen until they were off', async () => {
    const faults = () =>
      get<FaultList>(
        `/faults?component=component:default/checkout&from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`,
      );
    const traffic = { calm_total: 1_000, calm_bad: 0 };
    await portalOf().run(1, { ...traffic, faults_active: 0 });
    expect((await faults()).items).toEqual([]);
    await portalOf().run(1, { ...traffic, faults_active: 2 });
    await portalOf().run(3, traffic);
    const { items } = await faults();
    expect(items).toEqual([
      { id: expect.any(String), fault: 'fault', from: expect.any(String) },
    ]);
    await portalOf().run(1, { ...traffic, faults_active: -2 });
    await portalOf().run(1, traffic);
    const [ended, ...others] = (await faults()).items;
    expect(others).toEqual([]);
    expect(ended).toMatchObject(items[0]);
    // Seen on four scrapes, and off at the fifth.
    expect(Date.parse(ended.to!) - Date.parse(ended.from)).toBe(4 * 15_000);
    const elsewhere = await get<FaultList>(
      `/faults?component=component:default/ads&from=${ended.from}&to=${ended.to}`,
    );
    expect(elsewhere.items).toEqual([]);
  });

  it.each([
    ['/objectives/none/burn-down', 404, 'There is no objective none'],
    ['/objectives/none/explanation', 404, 'There is no objective none'],
    ['/objectives/pay/burn-down?view=decade', 400, 'view'],
    [
      '/faults?component=component:default/checkout&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      400,
      'must be after from',
    ],
    ['/objectives/pay/burn-rates?pair=9', 400, 'There is no pair 9'],
    ['/objectives/pay/burn-rates?pair=-1', 400, 'pair'],
    [
      '/objectives/pay/counted-steps?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      400,
      'must be after from',
    ],
    [
      '/objectives/pay/counted-steps?from=1990-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
      400,
      'must be nearer to from',
    ],
  ])('refuses %s with %d, and says why', async (path, status, message) => {
    const answer = await call(portalOf().api.as(kenji), 'GET', path);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(message);
  });
});
