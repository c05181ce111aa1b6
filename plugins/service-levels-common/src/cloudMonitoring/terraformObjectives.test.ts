import fc from 'fast-check';
import { stringify } from 'yaml';
import { importDefinitions } from '../foreign';
import { readDefinitions } from '../openslo';
import { terraformObjectives } from './terraformObjectives';
import { TerraformObjective } from './types';

const part = (spec: object) => ({ metricSource: { type: 'any', spec } });
const query = (text: string) => part({ query: text });
const cloud = (more: object = {}) =>
  part({
    metric: 'run.googleapis.com/request_count',
    resource: 'cloud_run_revision',
    ...more,
  });

const answered = {
  counter: true,
  bad: query('http_requests_total{code=~"5.."}'),
  total: query('http_requests_total'),
};
const usual = {
  service: 'shop',
  budgetingMethod: 'Occurrences',
  timeWindow: [{ duration: '30d', isRolling: true }],
  objectives: [{ target: 0.999 }],
};

/** What is made of SLOs, each `spec` over the usual one and with its ratio. */
function made(
  ...slos: { name?: string; spec?: object; ratio?: object; service?: object }[]
) {
  const texts = slos.map(({ name = 'answered', spec, ratio = answered }) =>
    stringify({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name },
      spec: {
        ...usual,
        indicator: { metadata: { name }, spec: { ratioMetric: ratio } },
        ...spec,
      },
    }),
  );
  const service = slos.flatMap(each =>
    each.service ? [stringify(each.service)] : [],
  );
  const definitions = readDefinitions([
    { file: 'slo.yaml', text: [...texts, ...service].join('---\n') },
  ]);
  expect(
    definitions.problems.filter(({ severity }) => severity === 'error'),
  ).toEqual([]);
  return terraformObjectives(definitions);
}
const only = (slo: Parameters<typeof made>[0]): TerraformObjective => {
  const { values } = made(slo);
  return Object.values(values.slos)[0];
};
const refused = (slo: Parameters<typeof made>[0]) => {
  const { values, problems } = made(slo);
  expect(values.slos).toEqual({});
  return problems.map(({ severity, rule, line }) => ({ severity, rule, line }));
};

describe('an objective for Cloud Monitoring', () => {
  it('alerts at the burn rates of the portal, but for what looks back further than a day', () => {
    const { values, problems } = made({});
    expect(values.services).toEqual({ shop: { display_name: 'shop' } });
    expect(values.slos.answered).toMatchObject({
      service: 'shop',
      goal: 0.999,
      rolling_days: 30,
      alerts: {
        'page-1h': {
          severity: 'page',
          conditions: [
            { burn_rate: 14.4, lookback_seconds: 3600, for_seconds: 0 },
            { burn_rate: 14.4, lookback_seconds: 300, for_seconds: 0 },
          ],
        },
        'page-6h': { conditions: [{ burn_rate: 6 }, { burn_rate: 6 }] },
        'ticket-24h': {
          severity: 'ticket',
          conditions: [{ burn_rate: 3 }, {}],
        },
      },
    });
    expect(Object.keys(values.slos.answered.alerts)).toHaveLength(3);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'cloud-lookback',
        path: 'spec.objectives[0]',
      }),
    ]);
  });

  it('counts what Managed Prometheus keeps of a selector: labels of the target are those of the resource', () => {
    expect(
      only({
        ratio: {
          counter: true,
          good: query('r_total{job="shop",code!~"5..|4\\\\d\\\\d"}'),
          total: query('r_total{job="shop",path!="a\\"b"}'),
        },
      }).ratio,
    ).toEqual({
      good: 'metric.type = "prometheus.googleapis.com/r_total/counter" AND resource.type = "prometheus_target" AND resource.labels.job = "shop" AND metric.labels.code != monitoring.regex.full_match("5..|4\\\\d\\\\d")',
      total:
        'metric.type = "prometheus.googleapis.com/r_total/counter" AND resource.type = "prometheus_target" AND resource.labels.job = "shop" AND metric.labels.path != "a\\"b"',
    });
  });

  it('cuts a histogram at an edge', () => {
    const histogram = {
      filter:
        'metric.type = "prometheus.googleapis.com/s/histogram" AND resource.type = "prometheus_target" AND metric.labels.route = "/api"',
      max: 0.3,
    };
    for (const total of [
      's_count{route="/api"}',
      's_bucket{route="/api",le="+Inf"}',
    ]) {
      const ratio = {
        counter: true,
        good: query('s_bucket{route="/api",le="0.3"}'),
        total: query(total),
      };
      expect(only({ ratio }).cut).toEqual(histogram);
    }
    const latencies = { metric: 'run.googleapis.com/request_latencies' };
    expect(
      only({
        ratio: {
          counter: true,
          good: cloud({ ...latencies, upTo: 400 }),
          total: cloud(latencies),
        },
      }).cut,
    ).toEqual({
      filter:
        'metric.type = "run.googleapis.com/request_latencies" AND resource.type = "cloud_run_revision"',
      max: 400,
    });
  });

  it('is of the component that its service names: so its alerts find the entity', () => {
    const { values } = made({
      service: {
        apiVersion: 'openslo/v1',
        kind: 'Service',
        metadata: {
          name: 'shop',
          displayName: 'The shop',
          annotations: {
            'countersign.dev/component': 'component:default/shop-api',
          },
        },
        spec: {},
      },
    });
    expect(values.services).toEqual({
      'shop-api': { display_name: 'The shop' },
    });
    expect(values.slos.answered.service).toBe('shop-api');
  });

  it.each([
    ['30d', { rolling_days: 30 }],
    ['4w', { rolling_days: 28 }],
    ['1M', { rolling_days: 30 }],
    ['24h', { rolling_days: 1 }],
  ])('has a rolling window of %s', (duration, expected) => {
    const spec = { timeWindow: [{ duration, isRolling: true }] };
    expect(only({ spec })).toMatchObject(expected);
  });

  it.each([
    ['1d', '2024-03-05', 'DAY'],
    ['1w', '2024-01-08', 'WEEK'],
    ['2w', '2024-01-15', 'FORTNIGHT'],
    ['1M', '2024-02-01', 'MONTH'],
  ])('follows the calendar by %s', (duration, day, calendar) => {
    const timeWindow = [
      { duration, calendar: { startTime: `${day} 00:00:00`, timeZone: 'UTC' } },
    ];
    expect(only({ spec: { timeWindow } }).calendar).toBe(calendar);
  });

  it('judges slices of time', () => {
    const spec = {
      budgetingMethod: 'Timeslices',
      objectives: [
        { target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: '5m' },
      ],
    };
    expect(only({ spec })).toMatchObject({
      slice: { seconds: 300, target: 0.95 },
      ratio: { bad: expect.any(String) },
    });
  });

  const window = (timeWindow: object) => ({
    spec: { timeWindow: [timeWindow] },
  });
  it.each([
    [
      'a window of an hour',
      'cloud-window',
      window({ duration: '1h', isRolling: true }),
    ],
    [
      'a window of a quarter',
      'cloud-window',
      window({ duration: '90d', isRolling: true }),
    ],
    [
      'weeks from Tuesday',
      'cloud-calendar',
      window({
        duration: '1w',
        calendar: { startTime: '2024-01-02 00:00:00', timeZone: 'UTC' },
      }),
    ],
    [
      'another zone',
      'cloud-calendar',
      window({
        duration: '1M',
        calendar: {
          startTime: '2024-01-01 00:00:00',
          timeZone: 'Europe/Berlin',
        },
      }),
    ],
    [
      'a goal that is too high',
      'cloud-goal',
      { spec: { objectives: [{ target: 0.99999 }] } },
    ],
    ['a gauge', 'cloud-gauge', { ratio: { ...answered, counter: false } }],
    [
      'no selector',
      'cloud-selector',
      { ratio: { ...answered, total: query('sum(rate(r[5m]))') } },
    ],
    [
      'a histogram among counters',
      'cloud-distribution',
      { ratio: { ...answered, total: query('s_count') } },
    ],
    [
      'another histogram',
      'cloud-distribution',
      {
        ratio: {
          counter: true,
          good: query('s_bucket{le="1"}'),
          total: query('t_count'),
        },
      },
    ],
    [
      'the bad end of a histogram',
      'cloud-distribution',
      {
        ratio: {
          counter: true,
          bad: query('s_bucket{le="1"}'),
          total: query('s_count'),
        },
      },
    ],
    [
      'no resource',
      'cloud-resource',
      {
        ratio: {
          counter: true,
          bad: cloud({ resource: undefined }),
          total: cloud(),
        },
      },
    ],
    [
      'a misspelt key',
      'cloud-metric',
      { ratio: { counter: true, bad: cloud({ lables: {} }), total: cloud() } },
    ],
    ['a name with a dot', 'cloud-name', { name: 'shop.answered' }],
    [
      'slices that do not fit a day',
      'cloud-slice',
      {
        spec: {
          budgetingMethod: 'Timeslices',
          objectives: [
            { target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: '7m' },
          ],
        },
      },
    ],
    [
      'averaged slices',
      'cloud-method',
      {
        spec: {
          budgetingMethod: 'RatioTimeslices',
          objectives: [{ target: 0.99, timeSliceWindow: '5m' }],
        },
      },
    ],
  ])('is not taken where it has %s, and says where', (_, rule, slo) => {
    const found = refused(slo);
    expect(found.length).toBeGreaterThan(0);
    found.forEach(each =>
      expect(each).toMatchObject({
        severity: 'error',
        rule,
        line: expect.any(Number),
      }),
    );
  });

  it('leaves a composite out, and has its parts', () => {
    const objectives = [
      { target: 0.99, compositeWeight: 1 },
      { target: 0.9, compositeWeight: 1 },
    ];
    const { values, problems } = made({ spec: { objectives } });
    expect(Object.keys(values.slos)).toEqual(['answered', 'answered-2']);
    expect(
      problems.filter(({ severity }) => severity === 'error'),
    ).toMatchObject([{ rule: 'cloud-composite', path: 'spec.objectives' }]);
  });

  it('comes back from Cloud Monitoring as what it was', () => {
    const text = fc
      .string({ maxLength: 8 })
      .filter(
        value =>
          !/[\0\n]/.test(value) && value.trim() === value && value !== '',
      );
    const label = fc.constantFrom(
      'metric.labels.code',
      'resource.labels.service_name',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(0.9, 0.995, 0.9999),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('good', 'bad'),
        fc.dictionary(label, text, { maxKeys: 2, noNullPrototype: true }),
        (target, days, kind, labels) => {
          const slo = only({
            name: 's',
            spec: {
              timeWindow: [{ duration: `${days}d`, isRolling: true }],
              objectives: [{ target }],
            },
            ratio: { counter: true, [kind]: cloud({ labels }), total: cloud() },
          });
          const { good, bad, total } = slo.ratio!;
          const { documents, problems } = importDefinitions(
            [
              {
                file: 'google.json',
                text: JSON.stringify({
                  name: `projects/p/services/${slo.service}/serviceLevelObjectives/o`,
                  goal: slo.goal,
                  rollingPeriod: `${slo.rolling_days! * 86_400}s`,
                  serviceLevelIndicator: {
                    requestBased: {
                      goodTotalRatio: {
                        ...(good && { goodServiceFilter: good }),
                        ...(bad && { badServiceFilter: bad }),
                        totalServiceFilter: total,
                      },
                    },
                  },
                }),
              },
            ],
            { source: 'cloud' },
          );
          expect(problems).toEqual([]);
          const [again] = readDefinitions([
            {
              file: 'again.yaml',
              text: documents.map(each => stringify(each)).join('---\n'),
            },
          ]).objectives;
          expect(again).toMatchObject({
            target,
            window: { duration: { count: days, unit: 'days' } },
            indicator: {
              counted: kind,
              part: {
                spec: {
                  metric: 'run.googleapis.com/request_count',
                  resource: 'cloud_run_revision',
                  ...(Object.keys(labels).length > 0 && { labels }),
                },
              },
            },
          });
        },
      ),
    );
  });
});
