import { LabelMatcher, readSelector } from '../series';
import { cloudMetricSpec } from './metricSpec';
import { Inexpressible } from './types';

/** What is counted: a filter of Cloud Monitoring, and of a distribution up to which edge. */
export interface CloudEvents {
  filter: string;
  /** Absent: all of its events. */
  upTo?: number;
  /** Whether it is known to be a distribution. */
  distribution: boolean;
}

/** Labels that Managed Prometheus keeps on the resource, and not on the metric. */
const resourceLabels = [
  ...['project_id', 'location', 'cluster', 'namespace'],
  ...['job', 'instance'],
];

const infinite = (edge: string) => (edge === '+Inf' ? 'Infinity' : edge);

/** A string of the filter language. */
export function cloudText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * What a definition has below `metricSource`, as a filter: a metric of Cloud Monitoring, or a selector of PromQL, which
 * Managed Prometheus keeps as a metric of Cloud Monitoring.
 */
export function cloudEvents(
  spec: Record<string, unknown>,
): CloudEvents | Inexpressible {
  return typeof spec.query === 'string'
    ? eventsOfQuery(spec.query)
    : eventsOfMetric(spec);
}

function eventsOfMetric(
  given: Record<string, unknown>,
): CloudEvents | Inexpressible {
  const spec = cloudMetricSpec(given);
  if (typeof spec === 'string') return { rule: 'cloud-metric', message: spec };
  if ('nativeSlo' in spec) {
    return {
      rule: 'cloud-native',
      message: `It counts by ${spec.nativeSlo}, which Cloud Monitoring has already`,
    };
  }
  const { metric, resource, labels, upTo } = spec;
  if (!resource) {
    return {
      rule: 'cloud-resource',
      message: `Cloud Monitoring counts an objective on one type of resource: say of ${metric} which, as in resource: cloud_run_revision`,
    };
  }
  const terms = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) =>
      typeof value === 'string'
        ? `${label} = ${cloudText(value)}`
        : `${label} = one_of(${value.map(cloudText).join(', ')})`,
    );
  return {
    filter: filterOf(metric, resource, terms),
    distribution: upTo !== undefined,
    ...(upTo !== undefined && { upTo }),
  };
}

function eventsOfQuery(query: string): CloudEvents | Inexpressible {
  const selector = readSelector(query);
  if (typeof selector === 'string') {
    return {
      rule: 'cloud-selector',
      message: `No selector of PromQL: ${selector}. Cloud Monitoring counts what a selector selects`,
    };
  }
  const { metric, matchers } = selector;
  const bucket = /^(.+)_bucket$/.exec(metric)?.[1];
  const edge = matchers.find(({ label }) => label === 'le');
  if (bucket !== undefined) {
    const upTo = edge?.op === '=' ? Number(infinite(edge.value)) : NaN;
    if (Number.isNaN(upTo)) {
      return {
        rule: 'cloud-bucket',
        message: `Say of ${metric} up to which edge, as in ${metric}{le="0.3"}`,
      };
    }
    return {
      filter: prometheusFilter(
        `${bucket}/histogram`,
        matchers.filter(each => each !== edge),
      ),
      distribution: true,
      ...(upTo < Infinity && { upTo }),
    };
  }
  const histogram = /^(.+)_count$/.exec(metric)?.[1];
  return histogram === undefined
    ? {
        filter: prometheusFilter(`${metric}/counter`, matchers),
        distribution: false,
      }
    : {
        filter: prometheusFilter(`${histogram}/histogram`, matchers),
        distribution: true,
      };
}

function prometheusFilter(
  name: string,
  matchers: readonly LabelMatcher[],
): string {
  return filterOf(
    `prometheus.googleapis.com/${name}`,
    'prometheus_target',
    matchers.map(termOf),
  );
}

/** Both match a regular expression of RE2 from end to end. */
function termOf({ label, op, value }: LabelMatcher): string {
  const part = resourceLabels.includes(label) ? 'resource' : 'metric';
  const right = op.endsWith('~')
    ? `monitoring.regex.full_match(${cloudText(value)})`
    : cloudText(value);
  return `${part}.labels.${label} ${op.startsWith('!') ? '!=' : '='} ${right}`;
}

function filterOf(
  metric: string,
  resource: string,
  terms: readonly string[],
): string {
  return [
    `metric.type = ${cloudText(metric)}`,
    `resource.type = ${cloudText(resource)}`,
    ...terms,
  ].join(' AND ');
}
