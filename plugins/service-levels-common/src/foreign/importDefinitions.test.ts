import { stringify } from 'yaml';
import { readDefinitions } from '../openslo';
import { importDefinitions } from './importDefinitions';

/** Imports, and reads again what was made. */
function imported(text: string, service?: string) {
  const { documents, problems } = importDefinitions(
    [{ file: 'given.yaml', text }],
    { source: 'metrics', service },
  );
  const made = readDefinitions([
    {
      file: 'made.yaml',
      text: documents.map(each => stringify(each)).join('---\n'),
    },
  ]);
  return {
    documents,
    objectives: made.objectives.map(
      ({ id, service: own, target, window, indicator }) => ({
        id,
        service: own,
        target,
        window,
        indicator,
      }),
    ),
    made: made.problems,
    problems: problems.map(
      ({ severity, line, path, rule }) => `${severity} ${line} ${path} ${rule}`,
    ),
  };
}

const sloth = (queries: string) => `version: prometheus/v1
service: Shop
labels: { team: checkout }
slos:
  - name: answered
    objective: 99.9
    description: Answers come
    sli:
${queries.replace(/^/gm, '      ')}
    alerting:
      name: ShopDown
      page_alert: { labels: { severity: page } }
`;
const events = (errors: string, total: string) => `events:
  error_query: ${JSON.stringify(errors)}
  total_query: ${JSON.stringify(total)}`;

describe('definitions of Sloth', () => {
  it.each([
    [
      'sum(rate(r_total{code=~"(5..|429)"}[{{.window}}]))',
      'bad',
      'r_total{code=~"(5..|429)"}',
    ],
    [
      '(sum(increase(r_total{code="500"}[5m])) or on() vector(0))',
      'bad',
      'r_total{code="500"}',
    ],
    [
      'sum(rate(r_total{code="500"}[{{.window}}])) OR on() vector(0)',
      'bad',
      'r_total{code="500"}',
    ],
    [
      '(\n  sum(rate(r_total[{{.window}}]))\n  -\n  sum(rate(r_total{path="a-(b"}[{{.window}}]))\n)',
      'good',
      'r_total{path="a-(b"}',
    ],
  ])('count what %j does', (errors, counted, query) => {
    const { objectives, made } = imported(
      sloth(events(errors, 'sum(rate(r_total[{{.window}}]))')),
    );
    expect(made).toEqual([]);
    expect(objectives[0]).toMatchObject({
      id: 'shop-answered',
      service: 'Shop',
      target: 0.999,
      indicator: { counted, part: { spec: { query } } },
    });
  });

  it('say what is not carried over, and keep what stands beside it', () => {
    const { objectives, problems } = imported(
      `${sloth(events('sum(rate(e[1m]))', 'sum(rate(t[1m]))'))}  - name: second
    objective: 95
    sli: { raw: { error_ratio_query: 1 - avg(up) } }
  - name: third
    objective: 95
    sli:
      events: { error_query: 'histogram_quantile(0.9, x)', total_query: 'sum(rate(t[1m]))' }
`,
    );
    expect(objectives.map(({ id }) => id)).toEqual(['shop-answered']);
    expect(problems).toEqual([
      'warning 5 slos[0].name name',
      'error 17 slos[1].sli sli',
      'error 21 slos[2].sli.events.error_query query',
      'warning 13 slos[0].alerting.name not-carried-over',
      'warning 14 slos[0].alerting.page_alert.labels.severity not-carried-over',
    ]);
  });
});

describe('definitions of Pyrra', () => {
  const pyrra = (indicator: string) => `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: api, namespace: shop, labels: { role: rules } }
spec:
  target: "99.5"
  window: 4w
  indicator:
${indicator.replace(/^/gm, '    ')}
`;

  it('count errors, latencies, and whether something is up', () => {
    const bad = imported(
      pyrra(
        'ratio:\n  errors: { metric: \'e{c=~"5.."}\' }\n  total: { metric: t }',
      ),
      'shop',
    );
    expect(bad.objectives).toMatchObject([
      {
        id: 'api',
        service: 'shop',
        target: 0.995,
        window: { kind: 'rolling', duration: { count: 4, unit: 'weeks' } },
        indicator: { counted: 'bad', part: { spec: { query: 'e{c=~"5.."}' } } },
      },
    ]);
    expect(bad.problems).toEqual([
      'warning 3 metadata.namespace not-carried-over',
    ]);
    const good = imported(
      pyrra(
        'latency:\n  success: { metric: \'d_bucket{le="0.05"}\' }\n  total: { metric: d_count }',
      ),
    );
    expect(good.objectives[0].indicator).toMatchObject({ counted: 'good' });
    expect(good.problems[0]).toBe('warning 3 metadata.name service');
    const up = imported(pyrra('bool_gauge: { metric: \'up{job="api"}\' }'));
    expect(up.objectives[0].indicator).toMatchObject({
      kind: 'threshold',
      op: 'gte',
      value: 1,
    });
    expect(up.made).toEqual([]);
  });

  it.each([
    [
      'ratio: { errors: { metric: e }, total: { metric: t }, grouping: [path] }',
      'spec.indicator.ratio.grouping grouping',
    ],
    [
      'latency: { success: { metric: d_bucket }, total: { metric: d_count } }',
      'spec.indicator.latency.success.metric latency',
    ],
    [
      'latencyNative: { latency: 1s, total: { metric: d } }',
      'spec.indicator indicator',
    ],
    [
      'ratio: { errors: { metric: "rate(e[5m])" }, total: { metric: t } }',
      'spec.indicator.ratio.errors.metric query',
    ],
  ])('refuse %s, and say where', (indicator, where) => {
    const { objectives, problems } = imported(pyrra(indicator));
    expect(objectives).toEqual([]);
    expect(problems.filter(each => each.startsWith('error'))).toEqual([
      expect.stringContaining(where),
    ]);
  });
});

describe('definitions of Google Cloud Monitoring', () => {
  const google = (serviceLevelIndicator: object, changes: object = {}) =>
    JSON.stringify([
      {
        name: 'projects/p/services/shop/serviceLevelObjectives/up',
        displayName: 'Shop is up',
        goal: 0.995,
        rollingPeriod: '2419200s',
        serviceLevelIndicator,
        ...changes,
      },
    ]);
  const filter = (...terms: string[]) =>
    ['metric.type="run/count"', ...terms].join(' ');

  it('count by metric, by distribution, or as Google does', () => {
    const ratio = imported(
      google({
        requestBased: {
          goodTotalRatio: {
            badServiceFilter: filter(
              'AND resource.type = "run"',
              'metric.label.code="5\\"xx"',
            ),
            totalServiceFilter: filter(),
          },
        },
      }),
    );
    expect(ratio.made).toEqual([]);
    expect(ratio.problems).toEqual([]);
    expect(ratio.objectives).toMatchObject([
      {
        id: 'shop-up',
        service: 'shop',
        window: { duration: { count: 28, unit: 'days' } },
        indicator: {
          counted: 'bad',
          part: {
            spec: {
              metric: 'run/count',
              resource: 'run',
              labels: { 'metric.labels.code': '5"xx' },
            },
          },
        },
      },
    ]);
    const cut = imported(
      google(
        {
          requestBased: {
            distributionCut: {
              distributionFilter: filter(),
              range: { min: 0, max: 300 },
            },
          },
        },
        { rollingPeriod: undefined, calendarPeriod: 'MONTH' },
      ),
    );
    expect(cut.objectives).toMatchObject([
      {
        window: { kind: 'calendar' },
        indicator: { counted: 'good', part: { spec: { upTo: 300 } } },
      },
    ]);
    const native = imported(google({ basicSli: { availability: {} } }));
    expect(native.objectives[0].indicator).toMatchObject({
      part: {
        spec: {
          nativeSlo: 'projects/p/services/shop/serviceLevelObjectives/up',
          events: 'good',
        },
      },
    });
    expect(native.problems).toEqual([expect.stringContaining('native')]);
  });

  it.each([
    [
      {
        goodServiceFilter: 'metric.type=starts_with("run")',
        totalServiceFilter: filter(),
      },
      'filter',
    ],
    [
      {
        goodServiceFilter: filter('OR metric.labels.a="b"'),
        totalServiceFilter: filter(),
      },
      'filter',
    ],
  ])('refuse %j, and say where', (goodTotalRatio, rule) => {
    const { objectives, problems } = imported(
      google({ requestBased: { goodTotalRatio } }),
    );
    expect(objectives).toEqual([]);
    expect(problems[0]).toMatch(new RegExp(`goodServiceFilter ${rule}$`));
  });
});

it('says of what is nobody’s definition that it is none', () => {
  expect(imported('kind: Deployment\n').problems).toEqual([
    'error 1  foreign-kind',
  ]);
  expect(imported('a: [\n').problems).toEqual([
    expect.stringMatching(/^error \d+ {2}yaml$/),
  ]);
});
