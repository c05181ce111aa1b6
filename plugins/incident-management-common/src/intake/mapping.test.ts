import {
  MappingRule,
  mappingRuleSchema,
  mapSignal,
  signalView,
} from './mapping';
import { readPayload } from './readers';

const signalWith = (labels: Record<string, string>) =>
  signalView(
    readPayload('alertmanager', {
      alerts: [
        { status: 'firing', labels: { alertname: 'DiskFull', ...labels } },
      ],
    }).signals[0],
    { integration: 'prometheus', kind: 'alertmanager' },
  );
const catalog = new Set([
  'component:default/checkout-api',
  'resource:shop/orders-db',
]);
const rules: MappingRule[] = [
  {
    match: { 'labels.job': { $hasPrefix: 'postgres' } },
    entity: 'resource:{labels.namespace}/{labels.database}',
  },
  { entity: 'component:default/${labels.service}' },
].map(rule => mappingRuleSchema.parse(rule));
const map = (labels: Record<string, string>) =>
  mapSignal(signalWith(labels), rules, ref => catalog.has(ref));

describe('the mapping of alerts to entities', () => {
  it('takes the first rule that leads to an entity, and tells what became of each', () => {
    expect(
      map({
        job: 'postgres-exporter',
        namespace: 'Shop',
        database: 'orders-db',
      }),
    ).toEqual({
      entityRef: 'resource:shop/orders-db',
      trials: [
        { rule: 0, outcome: 'taken', entityRef: 'resource:shop/orders-db' },
      ],
    });
    expect(map({ job: 'postgres', service: 'checkout-api' })).toEqual({
      entityRef: 'component:default/checkout-api',
      trials: [
        { rule: 0, outcome: 'lacks', lacks: 'labels.namespace' },
        {
          rule: 1,
          outcome: 'taken',
          entityRef: 'component:default/checkout-api',
        },
      ],
    });
  });

  it('falls back to words that name an entity, and leaves the rest to people', () => {
    expect(map({ app: 'checkout-api' }).entityRef).toBe(
      'component:default/checkout-api',
    );
    expect(map({ entity: 'resource:shop/orders-db' }).entityRef).toBe(
      'resource:shop/orders-db',
    );
    const { entityRef, trials } = map({ service: '../../etc/passwd' });
    expect(entityRef).toBeUndefined();
    expect(trials.map(({ outcome }) => outcome)).toEqual([
      'does-not-match',
      'not-in-catalog',
      'not-in-catalog',
    ]);
  });

  it('refuses rules that can lead to nothing', () => {
    const problemsOf = (rule: object) =>
      mappingRuleSchema.safeParse(rule).error?.issues.map(i => i.message);
    expect(problemsOf({ entity: '{labels.service}/{label.x}' })).toEqual([
      expect.stringContaining('{label.x} is unknown'),
      expect.stringContaining('full entity reference'),
    ]);
    expect(
      problemsOf({ match: { 'lables.job': 'a' }, entity: 'api:default/a' }),
    ).toEqual([expect.stringContaining('no property lables.job')]);
  });
});
