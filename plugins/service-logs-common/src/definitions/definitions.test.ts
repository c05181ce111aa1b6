import { readYaml } from '@countersign/plugin-governance-common/definitions';
import fc from 'fast-check';
import { FilterLanguage, LogMetric } from '../api/answers';
import { metricFilter } from './metricFilter';
import { readDefinitions } from './readDefinitions';
import { LogMetricDefinition, logMetricDefinitionSchema } from './schemas';
import { writeDefinition, writeMetricSource } from './writeDefinition';

const entity = 'component:default/checkout-api';
const metric = (spec: string) => `apiVersion: countersign.dev/v1
kind: LogMetric
metadata: { name: slow-answers }
spec:
  entity: ${entity}
${spec}`;

describe('a file of definitions', () => {
  it('has queries and metrics, one a document', () => {
    const { queries, metrics, problems } =
      readDefinitions(`apiVersion: countersign.dev/v1
kind: LogQuery
metadata: { name: errors, title: Errors of the last hour }
spec:
  entity: ${entity}
  filter: severity>=ERROR
  minutes: 60
---
${metric('  type: counter\n  filter: severity>=ERROR')}
---
${metric(
  '  type: distribution\n  value: httpRequest.latency\n  unit: s\n  buckets: [0.1, 0.3, 1]',
)}
`);
    expect(problems).toEqual([]);
    expect(queries.map(({ spec }) => spec.filter)).toEqual(['severity>=ERROR']);
    expect(metrics.map(({ spec }) => spec.type)).toEqual([
      'counter',
      'distribution',
    ]);
  });

  it.each([
    [metric('  type: gauge'), 6, 'spec.type'],
    [
      metric('  type: distribution\n  value: a\n  buckets: [2, 1]'),
      8,
      'above the one before',
    ],
    [metric('  type: counter\n  fliter: x'), 4, 'fliter'],
    ['kind: Pod', 1, 'LogQuery or LogMetric'],
    ['a: [', 1, ''],
    [
      `---\n${metric('  type: counter')}\n---\nkind: LogQuery\nspec: 5`,
      11,
      'spec',
    ],
  ])('says on which line it is wrong: %#', (text, line, said) => {
    const { problems } = readDefinitions(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(each => each.message).join('; ')).toContain(said);
    expect(problems.some(each => Math.abs(each.line - line) <= 1)).toBe(true);
  });
});

/** Texts that YAML would take for something else, or for the end of a line. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '- a',
    'a: b',
    '# c',
    "it's",
    '1e3',
    '*',
  ),
);
const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const anyMetric = fc
  .record({
    name,
    title: fc.option(text, { nil: undefined }),
    filter: text,
    kind: fc.oneof(
      fc.constant({ type: 'counter' as const }),
      fc.record({
        type: fc.constant('distribution' as const),
        value: text,
        unit: fc.constantFrom('s', undefined),
        buckets: fc
          .uniqueArray(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
            minLength: 1,
            maxLength: 4,
          })
          .map(edges => edges.map(edge => edge + 0).sort((a, b) => a - b)),
      }),
    ),
  })
  .map(({ name: called, title, filter, kind }) =>
    logMetricDefinitionSchema.safeParse({
      apiVersion: 'countersign.dev/v1',
      kind: 'LogMetric',
      metadata: { name: called, title },
      spec: { entity, filter, ...kind },
    }),
  )
  .filter(({ success }) => success)
  .map(({ data }): LogMetricDefinition => data!);

describe('a metric that is written down', () => {
  it('is read again as it was, whatever it looks for', () => {
    fc.assert(
      fc.property(anyMetric, written => {
        const read = readDefinitions(writeDefinition(written));
        expect(read.problems).toEqual([]);
        expect(read.metrics).toEqual([written]);
      }),
    );
  });

  it('is named by an objective, with an edge it has', () => {
    fc.assert(
      fc.property(anyMetric, written => {
        const { value } = readYaml(writeMetricSource(written)) as {
          value: unknown;
        };
        expect(value).toEqual({
          metricSource: {
            metricSourceRef: 'logs',
            spec: {
              metric: written.metadata.name,
              ...(written.spec.type === 'distribution' && {
                le: written.spec.buckets[0],
              }),
            },
          },
        });
      }),
    );
  });
});

describe('what a metric counts', () => {
  const latency = (language?: FilterLanguage): LogMetric => ({
    ...logMetricDefinitionSchema.parse({
      apiVersion: 'countersign.dev/v1',
      kind: 'LogMetric',
      metadata: { name: 'latency' },
      spec: {
        ...{ entity, type: 'distribution', buckets: [0.3, 1] },
        filter: language === 'logql' ? ' |= "/api/" ' : 'a OR b',
        value: 'httpRequest.latency',
      },
    }),
    language,
  });

  it.each<[FilterLanguage | undefined, string, string]>([
    [
      undefined,
      '(a OR b) "httpRequest.latency":*',
      '(a OR b) "httpRequest.latency"<=0.3',
    ],
    [
      'google-cloud-logging',
      '(a OR b) httpRequest.latency:*',
      '(a OR b) httpRequest.latency<="0.3s"',
    ],
    [
      'logql',
      '|= "/api/" | json countersign_value="httpRequest.latency" | countersign_value!=""',
      '|= "/api/" | json countersign_value="httpRequest.latency" | countersign_value=~`-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+|s|ms|us|ns)?` | label_format countersign_value=`{{ if hasSuffix "s" .countersign_value }}{{ duration_seconds .countersign_value }}{{ else }}{{ .countersign_value }}{{ end }}` | countersign_value<=0.3 | __error__=""',
    ],
  ])(
    'is asked in the language of its source: %s',
    (language, all, upToAnEdge) => {
      expect(metricFilter(latency(language))).toEqual({ filter: all });
      expect(metricFilter(latency(language), 0.3)).toEqual({
        filter: upToAnEdge,
      });
    },
  );

  it('names a field of any name, as each language writes it', () => {
    const counted = latency('logql');
    const named = (language: FilterLanguage) =>
      metricFilter({
        ...counted,
        language,
        spec: { ...counted.spec, filter: '', value: 'labels.k8s/app.0' },
      } as LogMetric);
    expect(named('logql')).toEqual({
      filter:
        '| json countersign_value="labels[\\"k8s/app\\"][0]" | countersign_value!=""',
    });
    expect(named('google-cloud-logging')).toEqual({
      filter: 'labels."k8s/app"."0":*',
    });
  });

  it('has no edge that its code does not name', () => {
    expect(metricFilter(latency('logql'), 0.5)).toEqual({
      problem: 'latency has no edge 0.5: its edges are 0.3, 1',
    });
  });
});
