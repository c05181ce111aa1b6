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

  it('reads what an alert says of itself in labels, annotations and its resource, and may ask for each', () => {
    const view = signalView(
      readPayload('google-cloud-monitoring', {
        version: '1.2',
        incident: {
          incident_id: '0.x',
          state: 'open',
          started_at: 1795521600,
          condition_name: 'Latency',
          resource: {
            type: 'cloud_run_revision',
            labels: { service_name: 'checkout-api' },
          },
        },
      }).signals[0],
      { integration: 'google', kind: 'google-cloud-monitoring' },
    );
    const ruleOf = (rule: object) => [mappingRuleSchema.parse(rule)];
    const has = (ref: string) => catalog.has(ref);
    const byResource = {
      match: { 'resource.type': 'cloud_run_revision' },
      entity: 'component:default/{resource.service_name}',
    };
    expect(mapSignal(view, ruleOf(byResource), has).entityRef).toBe(
      'component:default/checkout-api',
    );
    expect(
      mapSignal(
        view,
        ruleOf({ ...byResource, match: { 'resource.type': 'gce_instance' } }),
        has,
      ).trials[0],
    ).toEqual({ rule: 0, outcome: 'does-not-match' });
    const annotated = { ...view, annotations: { service: 'checkout-api' } };
    const byAnnotation = {
      match: { 'annotations.service': { $exists: true } },
      entity: 'component:default/{annotations.service}',
    };
    expect(mapSignal(annotated, ruleOf(byAnnotation), has)).toMatchObject({
      entityRef: 'component:default/checkout-api',
      trials: [{ rule: 0, outcome: 'taken' }],
    });
    expect(mapSignal(view, ruleOf(byAnnotation), has).trials[0]).toMatchObject({
      rule: 0,
      outcome: 'does-not-match',
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
