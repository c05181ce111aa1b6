import { code, page, table } from './markdown';

/** A metric as a scrape of the portal shows it. */
export interface ScrapedMetric {
  name: string;
  type: string;
  unit: string;
  help: string;
  labels: readonly string[];
}

/** What a metric begins with that every area has, one for each. */
export const SHARED = 'countersign_';

const rowOf = ({ name, type, unit, help, labels }: ScrapedMetric) => [
  code(name),
  type,
  unit,
  `${help}.`,
  labels.map(code).join(', '),
];

/** The page of every metric that the areas record. */
export function metricsPage(
  areas: readonly string[],
  metrics: readonly ScrapedMetric[],
): string {
  const sections = [
    { title: 'Of every area', prefix: SHARED },
    ...areas.map(id => ({ title: id, prefix: `${id.replaceAll('-', '_')}_` })),
  ];
  return page(
    'Metrics',
    'What the areas record beside what OpenTelemetry does by itself, as Prometheus has it; OpenTelemetry writes the names with dots: `countersign.outbox.lag`. How to have them: [Watch the portal](../guides/metrics.md). A gauge is what a replica reads when it is asked, so several replicas say the same: take the `max`. No label names a person or a record.',
    sections.flatMap(({ title, prefix }) => {
      const own = metrics.filter(({ name }) => name.startsWith(prefix));
      if (own.length === 0) return [];
      const head = ['Metric', 'Type', 'Unit', 'Is', 'Labels'];
      return [{ title, text: table(head, own.map(rowOf)) }];
    }),
  );
}
