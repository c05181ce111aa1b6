import fc from 'fast-check';
import { stringify } from 'yaml';
import { problemLine } from './problems';
import { readDefinitions } from './readDefinitions';

const DAY = 86_400_000;

const slo = (spec: object = {}, objective: object = {}) => ({
  apiVersion: 'openslo/v1',
  kind: 'SLO',
  metadata: { name: 'checkout-availability' },
  spec: {
    service: 'checkout',
    indicator: {
      metadata: { name: 'answered' },
      spec: {
        ratioMetric: {
          counter: true,
          good: {
            metricSource: { type: 'openmetrics', spec: { query: 'ok' } },
          },
          total: {
            metricSource: { type: 'openmetrics', spec: { query: 'all' } },
          },
        },
      },
    },
    timeWindow: [{ duration: '30d', isRolling: true }],
    budgetingMethod: 'Occurrences',
    objectives: [{ target: 0.999, ...objective }],
    ...spec,
  },
});

function read(...documents: unknown[]) {
  const text = documents.map(document => stringify(document)).join('---\n');
  return readDefinitions([{ file: 'slos.yaml', text }]);
}

const rules = (...documents: unknown[]) =>
  read(...documents).problems.map(
    ({ severity, path, rule }) => `${severity} ${path} ${rule}`,
  );

describe('definitions', () => {
  it('become objectives', () => {
    const { objectives, problems } = read(slo());
    expect(problems).toEqual([]);
    expect(objectives).toEqual([
      expect.objectContaining({
        id: 'checkout-availability',
        service: 'checkout',
        target: 0.999,
        method: { kind: 'occurrences' },
        window: { kind: 'rolling', duration: { count: 30, unit: 'days' } },
        conditions: [],
      }),
    ]);
    expect(objectives[0].indicator).toMatchObject({
      kind: 'ratio',
      counted: 'good',
      counter: true,
    });
  });

  it('refer to each other over files, whatever their order', () => {
    const { indicator, ...spec } = slo().spec;
    const referring = {
      ...slo(),
      spec: {
        ...spec,
        indicatorRef: 'answered',
        alertPolicies: [{ alertPolicyRef: 'fast' }],
      },
    };
    const others = [
      { apiVersion: 'openslo/v1', kind: 'SLI', ...indicator },
      {
        apiVersion: 'openslo/v1',
        kind: 'AlertPolicy',
        metadata: { name: 'fast' },
        spec: { conditions: [{ conditionRef: 'burns' }] },
      },
      {
        apiVersion: 'openslo/v1',
        kind: 'AlertCondition',
        metadata: { name: 'burns' },
        spec: {
          severity: 'page',
          condition: {
            kind: 'burnrate',
            op: 'gte',
            threshold: 10,
            lookbackWindow: '1h',
            alertAfter: '5m',
          },
        },
      },
    ];
    const files = [referring, ...others].map((document, i) => ({
      file: `${i}.yaml`,
      text: stringify(document),
    }));
    const { objectives, problems } = readDefinitions(files);
    expect(problems).toEqual([]);
    expect(objectives[0].conditions).toEqual([
      {
        policy: 'fast',
        name: 'burns',
        severity: 'page',
        op: 'gte',
        threshold: 10,
        lookback: DAY / 24,
        alertAfter: 300_000,
      },
    ]);
    const alone = readDefinitions(files.slice(0, 1));
    expect(alone.objectives).toEqual([]);
    expect(alone.problems.map(({ path, rule }) => [path, rule])).toEqual([
      ['spec.indicatorRef', 'unknown-reference'],
      ['spec.alertPolicies[0]', 'unknown-reference'],
    ]);
  });

  it('give several objectives names of their own', () => {
    const { objectives } = read(
      slo({ objectives: [{ target: 0.99 }, { targetPercent: 99.9 }] }),
    );
    expect(objectives.map(({ id, target }) => [id, target])).toEqual([
      ['checkout-availability', 0.99],
      ['checkout-availability#2', 0.999],
    ]);
  });

  it('say file, line, path and rule of what is wrong', () => {
    const text = [
      'apiVersion: openslo/v1',
      'kind: SLO',
      'metadata: {name: a}',
      'spec:',
      '  service: checkout',
      '  indicatorRef: answered',
      '  timeWindow:',
      '    - duration: 1 month',
      '  budgetingMethod: Occurrences',
      '  objectives:',
      '    - target: "high"',
    ].join('\n');
    const { problems } = readDefinitions([{ file: 'a.yaml', text }]);
    expect(problems.map(problemLine)).toEqual([
      'a.yaml:8: error: spec.timeWindow[0].duration: Not a duration: write a whole number and one of m (minutes), h, d, w, M (months), Q or Y, as in 30d or 1M (schema)',
      'a.yaml:11: error: spec.objectives[0].target: Expected a number (schema)',
    ]);
    expect(problems[0].document).toBe('SLO a');
  });

  it('say what would be right, in the words of YAML', () => {
    const text = [
      'apiVersion: openslo/v1',
      'kind: SLO',
      'metadata: {name: a}',
      'spec:',
      '  service: checkout',
      '  indicatorRef: [answered]',
      '  budgetingMethod: Hourly',
      '  objectives: {target: 0.9}',
    ].join('\n');
    const { problems } = readDefinitions([{ file: 'a.yaml', text }]);
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'spec.timeWindow: Missing: expected a list, as in timeWindow: [{ duration: 30d, isRolling: true }]',
      'spec.indicatorRef: Expected a text',
      'spec.budgetingMethod: Expected Occurrences, Timeslices or RatioTimeslices, as in budgetingMethod: Occurrences',
      'spec.objectives: Expected a list, as in objectives: [{ target: 0.999 }]',
    ]);
  });

  it('take a key that nothing follows for one that is left out', () => {
    const left = read(slo({ alertPolicies: null }, { displayName: null }));
    expect(left.problems).toEqual([]);
    expect(left.objectives).toHaveLength(1);
    expect(read(slo({ service: null })).problems).toEqual([
      expect.objectContaining({
        path: 'spec.service',
        message: 'Missing: expected a text',
      }),
    ]);
  });

  it('take the details of a connection in whatever form: they are configuration', () => {
    const source = (connectionDetails: unknown) => ({
      apiVersion: 'openslo/v1',
      kind: 'DataSource',
      metadata: { name: 'metrics' },
      spec: { type: 'openmetrics', connectionDetails },
    });
    expect(rules(source([{ url: 'http://a' }]))).toEqual([]);
    expect(rules(source({ url: 'http://a' }))).toEqual([]);
  });

  it.each([
    ['a target of 1', { target: 1 }, 'target', 'target-out-of-range'],
    ['a target of 99.9', { target: 99.9 }, 'target', 'target-out-of-range'],
    ['a target of 0', { target: 0 }, 'target', 'target-out-of-range'],
    [
      '100 percent',
      { target: undefined, targetPercent: 100 },
      'targetPercent',
      'target-out-of-range',
    ],
    ['two targets', { targetPercent: 99 }, 'targetPercent', 'target'],
  ])('refuse %s', (_, objective, field, rule) => {
    expect(rules(slo({}, objective))).toEqual([
      `error spec.objectives[0].${field} ${rule}`,
    ]);
  });

  it('refuse slices without what makes one good, at the field that is missing', () => {
    const spec = { budgetingMethod: 'Timeslices' };
    expect(rules(slo(spec, { timeSliceWindow: '5m' }))).toEqual([
      'error spec.objectives[0].timeSliceTarget time-slice',
    ]);
    expect(rules(slo(spec, { timeSliceTarget: 0.9 }))).toEqual([
      'error spec.objectives[0].timeSliceWindow time-slice',
    ]);
    // Also beside what else is wrong.
    const { timeWindow, ...windowless } = slo(spec).spec;
    expect(
      rules({
        ...slo(),
        spec: { ...windowless, timeWindows: [{ count: 1, unit: 'Day' }] },
      }).filter(line => line.startsWith('error')),
    ).toEqual([
      'error spec.timeWindow schema',
      'error spec.objectives[0].timeSliceWindow time-slice',
      'error spec.objectives[0].timeSliceTarget time-slice',
    ]);
    const { objectives } = read(
      slo(spec, { timeSliceTarget: 0.9, timeSliceWindow: '5m' }),
    );
    expect(objectives[0].method).toEqual({
      kind: 'timeslices',
      slice: 300_000,
      sliceTarget: 0.9,
    });
  });

  it('refuse slices longer than the window, and warn of those that an alert mostly cannot see', () => {
    const sliced = (timeSliceWindow: string) =>
      rules(
        slo(
          {
            budgetingMethod: 'Timeslices',
            timeWindow: [{ duration: '30d', isRolling: true }],
          },
          { timeSliceTarget: 0.9, timeSliceWindow },
        ),
      );
    // The fastest alert looks at the last five minutes.
    expect(sliced('5m')).toEqual([]);
    expect(sliced('6m')).toEqual(['warning spec.objectives time-slice-alert']);
    expect(sliced('31d')).toEqual([
      'error spec.objectives[0].timeSliceWindow time-slice',
    ]);
  });

  it('count each event once: buckets of a histogram need a bound', () => {
    const total = (query: string) => {
      const given = slo();
      given.spec.indicator.spec.ratioMetric.total.metricSource.spec.query =
        query;
      return read(given);
    };
    const { problems, objectives } = total('seconds_bucket{route="/api"}');
    expect(objectives).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: 'spec.indicator.spec',
        rule: 'buckets',
        message: expect.stringContaining('take seconds_count for all events'),
      }),
    ]);
    expect(total('seconds_bucket{le="+Inf"}').problems).toEqual([]);
    expect(
      total('seconds_bucket{le=~"0[.]30*"}').problems.map(
        ({ severity, rule }) => [severity, rule],
      ),
    ).toEqual([['warning', 'buckets']]);
  });

  it('name where an SLO says which faults are on, and measure it all the same', () => {
    const faults = (selector: string) =>
      read({
        ...slo(),
        metadata: {
          name: 'checkout-availability',
          annotations: { 'countersign.dev/faults-metric': selector },
        },
      });
    expect(faults('faults_active{zone="eu"}').objectives[0].faults).toBe(
      'faults_active{zone="eu"}',
    );
    const wrong = faults('sum(faults_active)');
    expect(wrong.objectives).toHaveLength(1);
    expect(wrong.objectives[0]).not.toHaveProperty('faults');
    expect(wrong.problems).toMatchObject([
      {
        severity: 'warning',
        rule: 'faults-metric',
        path: 'metadata.annotations.countersign.dev/faults-metric',
      },
    ]);
  });

  it('take what older documents got wrong, and say so', () => {
    const odd = {
      ...slo(
        { budgetingMethod: 'TimeSlices' },
        { timeSliceTarget: 0.9, timeSliceWindow: '5m' },
      ),
      metadata: { name: 'Checkout_1', labels: { env: ['prod', 'eu'] } },
    };
    const { objectives, problems } = read(odd);
    expect(objectives).toHaveLength(1);
    expect(problems.map(({ severity, rule }) => [severity, rule])).toEqual([
      ['warning', 'name'],
      ['warning', 'spelling'],
    ]);
  });

  it('refuse the windows of older versions and impossible calendars', () => {
    expect(rules(slo({ timeWindow: [{ count: 1, unit: 'Day' }] }))).toEqual([
      'warning spec.timeWindow[0].count unknown-key',
      'error spec.timeWindow[0].duration schema',
      'warning spec.timeWindow[0].unit unknown-key',
    ]);
    const calendar = (startTime: string, timeZone: string) =>
      slo({
        timeWindow: [{ duration: '1M', calendar: { startTime, timeZone } }],
      });
    expect(
      read(calendar('2026-01-01 00:00:00', 'Europe/Berlin')).objectives[0]
        .window,
    ).toEqual({
      kind: 'calendar',
      duration: { count: 1, unit: 'months' },
      start: '2026-01-01T00:00:00',
      timeZone: 'Europe/Berlin',
    });
    expect(rules(calendar('2026-01-01 00:00:00', 'CEST'))).toEqual([
      'error spec.timeWindow[0].calendar.timeZone time-zone',
    ]);
    expect(rules(calendar('2026-02-30', 'Etc/UTC'))).toEqual([
      'error spec.timeWindow[0].calendar.startTime start-time',
    ]);
  });

  it('name a key that nobody reads, and what was meant', () => {
    const { objectives, problems } = read(slo({ descripton: 'x' }));
    expect(objectives).toHaveLength(1);
    expect(problems[0].message).toContain('did you mean description?');
  });

  it('refuse numbers that nobody can mean', () => {
    const window = (duration: string) =>
      rules(slo({ timeWindow: [{ duration, isRolling: true }] }));
    expect(window('999999Y')).toEqual([
      'error spec.timeWindow[0].duration window-length',
    ]);
    expect(window('5Y')).toEqual([
      'warning spec.timeWindow[0].duration window-length',
    ]);
    const weights = (...of: number[]) =>
      read(
        slo({
          objectives: of.map(compositeWeight => ({
            ...{ target: 0.999, compositeWeight },
          })),
        }),
      );
    expect(weights(1e308, 1).problems).toMatchObject([
      {
        path: 'spec.objectives[0].compositeWeight',
        message: expect.stringContaining('from 0.000001 to 1000000'),
      },
    ]);
    expect(weights(1e6, 1e-6).objectives).toHaveLength(3);
  });

  it('warn of alerts that never fire', () => {
    // Not even the slowest pair has two evaluations in so short a window.
    expect(
      rules(slo({ timeWindow: [{ duration: '4m', isRolling: true }] })),
    ).toEqual(['warning spec.timeWindow alert-cannot-fire']);
    expect(rules(slo({}, { target: 0.9 }))).toEqual([
      'warning spec.objectives alert-cannot-fire',
    ]);
    const policy = (condition: object) => ({
      kind: 'AlertPolicy',
      metadata: { name: 'fast' },
      spec: {
        conditions: [
          {
            kind: 'AlertCondition',
            metadata: { name: 'burns' },
            spec: {
              severity: 'page',
              condition: {
                kind: 'burnrate',
                op: 'gte',
                threshold: 14,
                lookbackWindow: '1h',
                ...condition,
              },
            },
          },
        ],
      },
    });
    const withPolicy = (condition: object, target: number) =>
      rules(slo({ alertPolicies: [policy(condition)] }, { target }));
    expect(withPolicy({}, 0.99)).toEqual([]);
    expect(withPolicy({ threshold: 100 }, 0.99)).toEqual([
      'warning spec.alertPolicies[0] alert-cannot-fire',
    ]);
    expect(withPolicy({ op: 'lte' }, 0.99)).toEqual([
      'warning spec.alertPolicies[0] alert-operator',
    ]);
    expect(withPolicy({ lookbackWindow: '31d' }, 0.99)).toEqual([
      'warning spec.alertPolicies[0] alert-lookback',
    ]);
  });

  it('lose nothing that is right to what is wrong beside it', () => {
    const wrong = [
      'a: [1',
      'just text',
      stringify({ apiVersion: 'openslo/v2', kind: 'SLO' }),
      stringify({ apiVersion: 'openslo/v1', kind: 'Slo' }),
      stringify({ ...slo(), metadata: {} }),
      stringify({ ...slo(), metadata: { name: 'x' }, spec: 7 }),
      'a: &a [*a, *b]',
      '',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...wrong), { maxLength: 6 }),
        fc.nat(6),
        (texts, place) => {
          const files = texts.map((text, i) => ({ file: `${i}`, text }));
          files.splice(place, 0, { file: 'good', text: stringify(slo()) });
          const { objectives, problems } = readDefinitions(files);
          expect(objectives).toHaveLength(1);
          const empty = texts.filter(text => text === '').length;
          expect(new Set(problems.map(({ file }) => file)).size).toBe(
            texts.length - empty,
          );
          expect(problems.every(({ line }) => line >= 1)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('read lists of documents, and tell the second of a name', () => {
    const text = stringify([slo(), slo()]);
    const { objectives, problems } = readDefinitions([{ file: 'a', text }]);
    expect(objectives).toHaveLength(1);
    expect(problems.map(({ rule }) => rule)).toEqual(['duplicate']);
  });
});
