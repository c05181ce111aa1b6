import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DashboardAnswer } from '@countersign/plugin-governance-common';
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
import { AlertListStore } from './database/AlertListStore';

jest.setTimeout(240_000);

const kenji = 'user:default/kenji';

const broken = definitionEntity(
  'broken',
  'apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: broken\nspec:\n  service: [',
);
const entities = [
  testEntity('Group', 'checkout'),
  checkout,
  dataSource,
  slo('pay'),
  slo('ship', { window: '30d', target: 0.999 }),
  slo('elsewhere', { source: 'nowhere' }),
  slo('typo', { bad: 'rate(x[5m])' }),
  broken,
];

const portalOf = useEvaluatedPortal(entities);

/** So many scrapes, of so many requests to `pay` each, of which some fail. */
const run = (scrapes: number, badOf100: number) =>
  portalOf().run(scrapes, {
    pay_total: 100,
    pay_bad: badOf100,
    ship_total: 100,
  });
const get = (path: string, who = kenji) =>
  call(portalOf().api.as(who), 'GET', path);

describe('service levels over HTTP', () => {
  beforeAll(() =>
    eventually(async () => {
      const { body } = await get('/definition-problems');
      if (body.items.length === 0) throw new Error('No definition was read');
    }),
  );

  it('lists what does not work with file, line, path and rule, and has what does', async () => {
    const { body } = await get('/definition-problems');
    expect(
      body.items.map((each: { file: string; rule: string; path: string }) => [
        each.file,
        each.rule,
        each.path,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['slo/broken.yaml', 'yaml', ''],
        ['slo/elsewhere.yaml', 'unknown-reference', expect.any(String)],
        ['slo/typo.yaml', 'metric', 'spec'],
      ]),
    );
    const typo = body.items.find(
      ({ rule }: { rule: string }) => rule === 'metric',
    );
    expect(typo).toMatchObject({
      line: 5,
      document: 'SLO typo',
      message: expect.stringContaining('Character 5: expected the end'),
    });
    const list = await get('/objectives');
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([
      'pay',
      'ship',
    ]);
    expect(list.body.items[0]).toMatchObject({
      component: 'component:default/checkout',
      owner: 'group:default/checkout',
      state: 'no-data',
    });
  });

  it('shows how an objective stands, when its alerts would fire, and what was counted', async () => {
    await run(20, 0);
    const { body } = await get('/objectives/pay');
    expect(body).toMatchObject({
      state: 'ok',
      target: 0.99,
      sli: 1,
      budgetLeft: 1,
      counts: { bad: 0 },
      pairs: [
        { severity: 'page', longWindow: 30_000, burnRate: 6, state: 'quiet' },
        { severity: 'ticket', longWindow: 120_000 },
        { severity: 'ticket', longWindow: 360_000 },
      ],
      definition: {
        file: 'slo/pay.yaml',
        text: expect.stringContaining('name: pay'),
      },
    });
    // Everything fails: W · θ / e is 1.8 s, and a reading and an evaluation later.
    expect(body.predictions[0]).toMatchObject({
      errorRatio: 1,
      pairs: [{ firesAfter: 31_800 }, {}, {}],
    });
    const to = new Date(Date.now() + 3_600_000).toISOString();
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const history = await get(`/objectives/pay/history?from=${from}&to=${to}`);
    const total = history.body.points.reduce(
      (sum: number, point: { total: number }) => sum + point.total,
      0,
    );
    expect(total).toBe(body.counts.total);
  });

  it.each([
    ['/objectives?state=fine', 400],
    ['/objectives?limit=0', 400],
    ['/objectives?cursor=eyJ9', 400],
    ['/objectives/none', 404],
    ['/objectives/pay/history?from=yesterday&to=today', 400],
    [
      '/objectives/pay/history?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      400,
    ],
    ['/alerts?cursor=x', 400],
  ])('answers %s with %p', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it('filters, counts what the filters leave, and pages', async () => {
    const list = async (query: string) => {
      const { body } = await get(`/objectives?${query}`);
      return {
        ...body,
        ids: body.items.map(({ id }: { id: string }) => id),
        count: body.count.value,
      };
    };
    const first = await list('limit=1');
    expect([first.ids, first.count]).toEqual([['pay'], 2]);
    const second = await list(`limit=1&cursor=${first.nextCursor}`);
    expect([second.ids, second.nextCursor]).toEqual([['ship'], undefined]);
    expect((await list('q=SHI')).ids).toEqual(['ship']);
    expect(await list('owner=group:default/other')).toMatchObject({
      ids: [],
      count: 0,
      owners: ['group:default/checkout'],
    });
    expect(
      await list('state=ok,burning&system=system:default/commerce'),
    ).toMatchObject({
      ids: ['pay', 'ship'],
      states: { ok: 2 },
      systems: ['system:default/commerce'],
    });
    expect(await list('state=burning')).toMatchObject({
      ids: [],
      count: 0,
      states: { ok: 2 },
    });
  });

  it('checks definitions that are in no file yet, with when they would alert, and keeps nothing', async () => {
    const text = `${
      slo('new', { target: 0.95, window: '30d' }).metadata.annotations![
        'countersign.dev/openslo-text'
      ]
    }---
apiVersion: openslo/v1
kind: SLO
metadata: { name: other }
spec: { service: checkout, budgetingMethod: Occurrences, objectives: [{ target: 1 }] }
`;
    const check = (body: object) =>
      call(portalOf().api.as(kenji), 'POST', '/definitions/check', body);
    const { status, body } = await check({ text });
    expect(status).toBe(200);
    expect(body.objectives).toMatchObject([
      {
        id: 'new',
        target: 0.95,
        // A twentieth of 30 days.
        budget: 1.5 * 86_400_000,
        pairs: [
          { severity: 'page', errorRatio: 0.72, canFire: true },
          { errorRatio: 0.3 },
          {},
          {},
        ],
        // Everything fails: 43.2 min until 72 % of an hour are bad, and a reading and an evaluation later.
        predictions: [
          {
            errorRatio: 1,
            pairs: [{ firesAfter: 43.2 * 60_000 + 75_000 }, {}, {}, {}],
          },
          ...Array(5).fill({}),
        ],
      },
    ]);
    expect(body.problems).toContainEqual(
      expect.objectContaining({
        document: 'SLO other',
        severity: 'error',
        path: 'spec.timeWindow',
      }),
    );
    expect((await get('/objectives/new')).status).toBe(404);

    // Nothing measures it yet: that is said, and when it would alert all the same.
    const elsewhere = text.replaceAll(
      'metricSourceRef: api',
      'metricSourceRef: moon',
    );
    expect((await check({ text: elsewhere })).body).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({
          document: 'SLO new',
          message: expect.stringContaining('moon'),
        }),
      ]),
      objectives: [{ id: 'new', pairs: [{ errorRatio: 0.72 }, {}, {}, {}] }],
    });
    expect((await check({ text: '' })).status).toBe(400);
    expect((await check({})).status).toBe(400);
  });

  it('warns of little traffic, and of a window longer than the source keeps, before anything is saved', async () => {
    const { api, knex, source } = portalOf();
    const textOf = (name: string, changes: Parameters<typeof slo>[1]) =>
      slo(name, changes).metadata.annotations!['countersign.dev/openslo-text'];
    const rulesOf = async (text: string) => {
      const { body } = await call(api.as(kenji), 'POST', '/definitions/check', {
        text,
      });
      return body.problems.map(
        ({ rule, path }: { rule: string; path: string }) => `${rule} ${path}`,
      );
    };
    const standing = knex('objective_states').where(
      'seq',
      knex('objectives').select('seq').where({ id: 'pay' }),
    );
    const before = await standing.clone().first();
    await standing.clone().update({
      ...{ state: 'ok', bad: 0, total: 30, sli: 1, burn_rate: 0 },
      ...{ budget_left: 1, measured: 1 },
    });
    const little = 'low-traffic spec.indicator';
    // Thirty requests an hour, by whatever window and under whatever name they are asked about.
    expect(await rulesOf(textOf('pay', {}))).toEqual([little]);
    expect(
      await rulesOf(textOf('pay', { window: '30d', target: 0.999 })),
    ).toEqual([little]);
    expect(
      await rulesOf(
        textOf('another', { window: '30d', target: 0.999 }).replace(
          'another_total',
          'pay_total',
        ),
      ),
    ).toEqual([little]);
    // What nobody has counted yet may have much.
    expect(await rulesOf(textOf('new', {}))).toEqual([]);
    const { body } = await get('/definition-problems');
    expect(
      body.items.filter(({ rule }: { rule: string }) => rule === 'low-traffic'),
    ).toMatchObject([{ document: 'SLO pay', severity: 'warning' }]);

    source.keeps = 15 * 86_400_000;
    expect(await rulesOf(textOf('new', { window: '30d' }))).toEqual([
      'window-retention spec.timeWindow[0].duration',
    ]);
    expect(await rulesOf(textOf('new', { window: '7d' }))).toEqual([]);
    source.keeps = undefined;
    await standing.clone().update({
      ...{ state: before.state, bad: before.bad, total: before.total },
      ...{ sli: before.sli, burn_rate: before.burn_rate },
      ...{ budget_left: before.budget_left, measured: before.measured },
    });
  });

  it('has a person acknowledge an alert, once, on the record', async () => {
    const { api, replica, knex } = portalOf();
    await run(8, 50);
    const { body } = await get('/alerts?state=firing');
    expect(body.items).toMatchObject([
      {
        objective: 'pay',
        title: 'pay',
        severity: 'page',
        owner: 'group:default/checkout',
      },
    ]);
    const [{ number }] = body.items;
    const acknowledge = (client = api.as(kenji), key = 'k1') =>
      call(
        client,
        'POST',
        `/alerts/${number}/acknowledge`,
        { comment: 'Looking into it' },
        { 'idempotency-key': key },
      );
    const machine = await acknowledge(api.asPipeline());
    expect([machine.status, machine.body.error.message]).toEqual([
      403,
      expect.stringContaining('never acknowledge'),
    ]);
    const answers = await Promise.all([acknowledge(), acknowledge()]);
    for (const { status, body: view } of answers) {
      expect([status, view.acknowledged.by]).toEqual([200, kenji]);
    }
    const other = await acknowledge(api.as('user:default/dana'), 'k2');
    expect([other.status, other.body.error.message]).toEqual([
      409,
      `${kenji} acknowledged ${number} already. Ask ${kenji} how it goes.`,
    ]);
    const entries = await replica.ledger.entriesOf(number);
    expect(entries.at(-1)?.entry).toMatchObject({
      type: 'alert.acknowledged',
      actor: kenji,
      data: { objective: 'pay', comment: 'Looking into it' },
    });
    await expect(
      knex('alerts').update({ acknowledged_by: 'user:default/mallory' }),
    ).rejects.toThrow('stays as it is');
    const none = await call(
      api.as(kenji),
      'POST',
      '/alerts/ALR0009999/acknowledge',
      {},
    );
    expect(none.status).toBe(404);
  });

  it('tells of an alert how fast it burns, what it costs, and what can be done about it', async () => {
    const list = async (query: string) => {
      const { body } = await get(`/alerts?${query}`);
      return body.items.map(({ number }: { number: string }) => number);
    };
    const [number] = await list('state=firing,pending');
    const { body } = await get(`/alerts/${number}`);
    expect(body).toMatchObject({
      alert: {
        number,
        threshold: 6,
        burnRate: 50,
        budgetLeft: expect.any(Number),
        acknowledged: { by: kenji },
      },
      next: { who: [kenji] },
      actions: [{ verb: 'acknowledge', allowed: false, guard: 'acknowledged' }],
    });
    // All that ever went wrong of this objective went wrong in this alert.
    const pay = await get('/objectives/pay');
    expect(body.alert.spent).toBeCloseTo(pay.body.burnRate * pay.body.measured);
    expect(await list('acknowledged=true&q=PAY')).toEqual([number]);
    expect(await list('acknowledged=false')).toEqual([]);
    expect(await list('component=component:default/elsewhere')).toEqual([]);
    const timeline = await get(`/alerts/${number}/timeline`);
    expect(
      timeline.body.items.map(({ type }: { type: string }) => type),
    ).toEqual(['alert.acknowledged', 'alert.fired', 'alert.pending']);
    const machine = await call(
      portalOf().api.asPipeline(),
      'GET',
      `/alerts/${number}`,
    );
    expect(machine.body.actions).toMatchObject([
      { allowed: false, guard: 'person' },
    ]);
    expect((await get('/alerts/ALR0009999')).status).toBe(404);
    expect((await get('/alerts/ALR0009999/timeline')).status).toBe(404);
  });

  it('lists what fires first, page by page, and counts', async () => {
    const { knex } = portalOf();
    // What fired is over; after it something else fires again.
    await run(60, 0);
    await run(8, 50);
    const { body } = await get('/alerts?limit=1');
    expect(body).toMatchObject({
      items: [{ state: 'firing' }],
      count: { value: 2, capped: false },
    });
    const next = await get(`/alerts?limit=1&cursor=${body.nextCursor}`);
    expect(next.body.items).toMatchObject([
      { state: 'resolved', spent: expect.any(Number) },
    ]);
    const [over] = next.body.items;
    expect(over).not.toHaveProperty('burnRate');
    // Days later only five minutes are kept apart, and it cost no less: those it touched count whole.
    const later = Date.parse(over.resolvedAt) + 5 * 86_400_000;
    const seen = await new AlertListStore().view(
      knex,
      over.number,
      new Date(later),
    );
    expect(seen?.spent).toBeGreaterThanOrEqual(over.spent);
    expect(next.body.nextCursor).toBeUndefined();
    expect(await knex('alerts').where('urgency', 2)).toHaveLength(1);
  });

  it('counts for the dashboard what its lists show, and alerts of two periods', async () => {
    const hour = (n: number) =>
      new Date(Date.now() + n * 3_600_000).toISOString();
    const ask = async (query: Record<string, string> = {}) => {
      const { status, body } = await get(
        `/dashboard?${new URLSearchParams({
          ...{ previousFrom: hour(-20), from: hour(-10), to: hour(10) },
          ...query,
        })}`,
      );
      expect([status, body.error]).toEqual([200, undefined]);
      return new Map(
        (body as DashboardAnswer).figures.map(figure => [figure.id, figure]),
      );
    };
    const all = await ask();
    for (const id of ['burning', 'exhausted', 'unknown']) {
      const { list, value } = all.get(id)!;
      const { body } = await get(
        `/objectives?${new URLSearchParams({ state: String(list!.state) })}`,
      );
      expect([id, value]).toEqual([id, body.count.value]);
    }
    const fired = await portalOf().knex('alerts').whereNotNull('fired_at');
    expect(all.get('alerts')).toMatchObject({
      value: fired.length,
      previous: 0,
    });
    expect(fired.length).toBeGreaterThan(0);
    const later = await ask({ previousFrom: hour(-10), from: hour(5) });
    expect(later.get('alerts')).toMatchObject({
      value: 0,
      previous: fired.length,
    });

    const n = (of: Awaited<ReturnType<typeof ask>>) => of.get('budgetLeft')!.n;
    expect(n(await ask({ team: 'group:default/checkout' }))).toBe(n(all));
    expect(n(await ask({ system: 'system:default/commerce' }))).toBe(n(all));
    const none = await ask({ team: 'group:default/nobody' });
    expect(none.get('budgetLeft')).not.toHaveProperty('value');
    expect(none.get('alerts')).toMatchObject({ value: 0, previous: 0 });
  });

  it('says how the objectives of each system stand', async () => {
    const { body } = await get('/systems');
    const list = await get('/objectives?system=system:default/commerce');
    expect(body.items).toEqual([
      { system: 'system:default/commerce', states: list.body.states },
    ]);
  });

  it('says how many objectives each component has, as its list does', async () => {
    const { body } = await get('/components');
    expect(body.items.length).toBeGreaterThan(0);
    for (const { component, objectives } of body.items) {
      const list = await get(`/objectives?component=${component}`);
      expect([component, objectives]).toEqual([
        component,
        list.body.count.value,
      ]);
    }
  });

  it('refuses whoever lacks the permission, and says which it is', async () => {
    const { permissions } = portalOf();
    permissions.authorize.mockResolvedValueOnce([
      { result: AuthorizeResult.DENY },
    ]);
    const { status, body } = await get('/objectives');
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringContaining('service-levels.objective.read'),
    ]);
  });

  it('describes itself to anybody', async () => {
    const { baseUrl } = portalOf();
    const document = await (await fetch(`${baseUrl}/openapi.json`)).json();
    expect(Object.keys(document.paths)).toContain('/objectives/{id}/history');
  });
});
