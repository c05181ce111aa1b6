import path from 'path';
import { readFileSync } from 'fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  entitiesIn,
  eventually,
  signingKey,
  startTestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import serviceLevelsPlugin from '@countersign/plugin-service-levels-backend';
import {
  AlertView,
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
  ObjectiveDetail,
  splitDefinitions,
} from '@countersign/plugin-service-levels-common';
import { people } from '@countersign/demo-estate';
import { demoIncidents, SloAlert } from '@countersign/demo-incidents';
import { LarkspurSource } from './LarkspurSource';
import { serviceLevelsModuleDemo } from './module';
import { larkspurMonth } from './story';

jest.setTimeout(180_000);

const catalogInfo = path.join(
  resolvePackagePath('@countersign/demo-service-levels', '../..'),
  'catalog-info',
);

/** The definitions of the estate, as the catalog keeps them. */
function definitions(): Entity[] {
  return [
    'larkspur',
    'customer-engagement-api',
    'customer-engagement-logs',
  ].flatMap(name => {
    const file = `slo/${name}.yaml`;
    const text = readFileSync(path.join(catalogInfo, file), 'utf8');
    return splitDefinitions(text).map(({ text: own, firstLine, value }) => {
      const { apiVersion, kind, metadata } = value as Entity;
      return {
        apiVersion,
        kind,
        metadata: {
          name: metadata.name,
          namespace: 'default',
          annotations: {
            [ANNOTATION_DEFINITION_TEXT]: own,
            [ANNOTATION_DEFINITION_FILE]: file,
            [ANNOTATION_DEFINITION_LINE]: String(firstLine),
          },
        },
      };
    });
  });
}

const portal = useForAllTests(async databases => {
  const started = await startTestPortal(databases, {
    pluginId: 'service-levels',
    features: [serviceLevelsPlugin, serviceLevelsModuleDemo],
    entities: [...entitiesIn(catalogInfo), ...definitions()],
    config: {
      ledger: { signingKey },
      governance: { demo: 'on' },
      // What is told of the past stays as it was told.
      serviceLevels: { evaluate: false },
    },
  });
  const get = async (route: string) => {
    const client = started.api.as(people.kenji);
    const response = await client.fetch(`${await client.baseUrl()}${route}`);
    return response.json();
  };
  await eventually(async () => {
    const { items } = await get('/alerts');
    if (!items?.length) throw new Error('There are none yet');
  }, 150_000);
  return { ...started, get };
});

const objective = (id: string): Promise<ObjectiveDetail> =>
  portal().get(`/objectives/${id}`);

describe('the demo service levels', () => {
  it('are a month of each objective of the estate', async () => {
    const { items } = await portal().get('/objectives?limit=100');
    // Those of the demo service are measured by the page of the service itself, which no module of this test reads.
    expect(items).toHaveLength(10);
    for (const { measured, id } of items) {
      expect([id, measured]).toEqual([id, 1]);
    }
    const { points } = await portal().get(
      `/objectives/checkout-availability/history?from=${new Date(
        Date.now() - 30 * 86_400_000,
      ).toISOString()}&to=${new Date().toISOString()}`,
    );
    expect(points.length).toBeGreaterThan(700);
  });

  it('hold what happened: one budget is spent, one burns, of one nothing is heard', async () => {
    const delivered = await objective('messages-delivered');
    expect(delivered.budgetLeft).toBeLessThan(0);
    expect(delivered.alerts[0]).toMatchObject({
      kind: 'burn',
      state: 'resolved',
      acknowledged: { by: people.kenji },
    });
    expect((await objective('deployments-start')).alerts[0]).toMatchObject({
      state: 'firing',
      kind: 'burn',
    });
    expect(await objective('orders-processed')).toMatchObject({
      state: 'no-data',
      alerts: [{ kind: 'silence', state: 'firing' }],
    });
    const inTime = await objective('events-in-time');
    expect(inTime.budgetLeft).toBeGreaterThan(0.2);
    expect(inTime.budgetLeft).toBeLessThan(0.95);
    expect((await objective('payments-availability')).alerts).toEqual([]);
    const { ceiling } = await objective('storefront-availability');
    expect(ceiling).toMatchObject({ exceeded: true });
  });

  it('stand in the ledger at the time at which they happened, and with a night that does not count', async () => {
    const { knex, get } = portal();
    const { corrected, counts } = await objective('profiles-answered');
    expect(corrected?.corrections).toMatchObject([{ kind: 'maintenance' }]);
    expect(corrected?.bad).toBeLessThan(counts!.bad);
    const { items } = await get('/corrections');
    expect(items).toMatchObject([{ state: 'counts' }]);
    const entries = await knex('ledger_entries').select();
    expect(entries.length).toBeGreaterThan(0);
    const alerts = await knex('alerts').orderBy('seq');
    const pending = alerts.map(({ pending_since }) => pending_since.getTime());
    expect(pending).toEqual([...pending].sort((a, b) => a - b));
    const outbox = await knex('outbox');
    expect(outbox).toEqual([]);
  });

  it('open the incidents that the demo incidents tell of, each worked on while its alert lasts', async () => {
    const now = new Date();
    const { items } = await portal().get('/alerts?limit=100');
    const alerts: SloAlert[] = items.filter(
      ({ firedAt }: AlertView) => firedAt !== undefined,
    );
    const stories = demoIncidents(now, { alerts, until: now });
    const told = stories.filter(({ group }) =>
      /^(ErrorBudgetBurn|ObjectiveSilent)$/.test(group?.condition ?? ''),
    );
    // Of the demo service nothing is told here: no module of this test reads it.
    expect(told.map(({ id }) => id).sort()).toEqual([
      'debug-build',
      'mail-provider-down',
      'orders-unheard',
      'poison-event',
      'profiles-move',
      'pull-limit',
      'wallet-fails',
    ]);
    for (const { id, steps } of told) {
      const ends = steps.flatMap(step =>
        step.do === 'deliver' && JSON.stringify(step).includes('.resolved')
          ? [Date.parse(step.at)]
          : [],
      );
      // Three minutes after the last of them it resolves by itself.
      const until = ends.length ? Math.max(...ends) + 180_000 : Infinity;
      const late = steps.filter(
        step =>
          step.do === 'act' &&
          Date.parse(step.at) > until &&
          step.call({ change: () => '', of: () => '' }).verb !==
            'confirm-cause',
      );
      expect([id, ...late.map(({ at }) => at)]).toEqual([id]);
    }
  });

  it('are the same for the same day', () => {
    const now = new Date('2026-11-26T12:34:56Z');
    const told = () =>
      larkspurMonth(now).measured.map(each => [
        each.objective,
        each.troubles,
        Array.from({ length: 50 }, (_, i) =>
          each.counts(now.getTime() - i * 3_600_000, 60_000),
        ),
      ]);
    expect(told()).toEqual(told());
  });

  it('go on quietly afterwards, and tell nothing where there are no demo records', async () => {
    const query = (service: string, metric = 'requests_total') => ({
      key: service,
      spec: { query: `${metric}{service="${service}"}` },
      readTo: Date.UTC(2026, 10, 26, 11),
    });
    const now = Date.UTC(2026, 10, 26, 12, 0, 30);
    const { metrics } = await new LarkspurSource(true).read(
      [query('checkout-api'), query('order-worker')],
      { now },
    );
    expect(metrics.get('checkout-api')).toMatchObject({
      kind: 'counts',
      counts: { length: 60 },
    });
    expect(metrics.get('order-worker')).toMatchObject({
      problem: expect.stringContaining('no series'),
    });
    await expect(
      new LarkspurSource(false).read([query('checkout-api')], { now }),
    ).rejects.toThrow('no demo records');
  });
});
