import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';

const KEPT_ANNOTATION = 'countersign.dev/openslo-';
const MINUTE = 60_000;

const slo = (i: number) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: objective-${i} }
spec:
  service: service-${i % 1000}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999 }]
  indicator:
    metadata: { name: objective-${i} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { metricSourceRef: metrics, spec: { query: 'bad{i="${i}"}' } } }
        total: { metricSource: { metricSourceRef: metrics, spec: { query: 'total{i="${i}"}' } } }
`;

/** What people get wrong: no YAML, no target, another unit, a source that nobody configured. */
const mistakes: ((text: string) => string)[] = [
  text => `${text}  - [`,
  text => text.replace('target: 0.999', ''),
  text => text.replace('30d', '1m30s'),
  text => text.replaceAll('metricSourceRef: metrics', 'metricSourceRef: none'),
];

function definition(name: string, kind: string, text: string) {
  return {
    apiVersion: 'openslo/v1',
    kind,
    metadata: {
      name,
      annotations: {
        [`${KEPT_ANNOTATION}text`]: text,
        [`${KEPT_ANNOTATION}file`]: `${name}.yaml`,
        [`${KEPT_ANNOTATION}line`]: '1',
      },
    },
  };
}

/** So many objectives of a thousand services, and one wrong definition beside each hundred. */
export function definitions(objectives: number) {
  return [
    definition(
      'metrics',
      'DataSource',
      'apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: metrics }\nspec: { type: openmetrics }\n',
    ),
    ...Array.from({ length: objectives }, (_, i) =>
      definition(`objective-${i}`, 'SLO', slo(i)),
    ),
    ...Array.from({ length: Math.floor(objectives / 100) }, (_, i) => {
      const name = `wrong-${i}`;
      const text = slo(i).replace(
        `name: objective-${i} }\nspec`,
        `name: ${name} }\nspec`,
      );
      return definition(name, 'SLO', mistakes[i % mistakes.length](text));
    }),
  ];
}

/** A source that answers at once: what is measured is the portal. Each service has a hundred requests a minute. */
export function instantSource(clock: () => number): ServiceLevelSource {
  return {
    name: 'metrics',
    interval: MINUTE,
    check: () => undefined,
    read: async (queries, { now }) => ({
      at: now,
      metrics: new Map(
        queries.map(({ key }) => {
          const value = key.includes('bad')
            ? 0
            : Math.floor(clock() / MINUTE) * 100;
          const samples = [{ at: now, value }];
          return [
            key,
            { kind: 'counter' as const, series: [{ key, samples }] },
          ];
        }),
      ),
    }),
  };
}
