import { Objective } from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';

type MetricSource = {
  metricSourceRef?: string;
  type?: string;
  spec: Record<string, unknown>;
};

/** All that a source is asked for an objective: of a composite what its parts ask. */
export function queriedOf(objective: Objective): MetricSource[] {
  const measured = objective.composite?.parts ?? [objective];
  return measured.flatMap(each => {
    const { part, total } = metricsOf(each);
    return total ? [part, total] : [part];
  });
}

/** The metrics of an objective: what is counted, and of a ratio what it is counted among. */
export function metricsOf({ indicator }: Pick<Objective, 'indicator'>): {
  part: MetricSource;
  total?: MetricSource;
} {
  switch (indicator.kind) {
    case 'ratio':
      return { part: indicator.part, total: indicator.total };
    case 'raw':
      return { part: indicator.ratio };
    default:
      return { part: indicator.metric };
  }
}

/** How a source is asked which faults are switched on. */
export function faultSpec(selector: string): Record<string, unknown> {
  return { query: selector };
}

/** Where an objective is measured, or why it is nowhere. */
export function sourceOf(
  objective: Objective,
  sources: ReadonlyMap<string, ServiceLevelSource>,
): ServiceLevelSource | { rule: string; problem: string } {
  const metrics = queriedOf(objective);
  const names = new Set(metrics.map(metric => metric.metricSourceRef));
  if (names.size > 1) {
    return {
      rule: 'one-source',
      problem:
        'Its metrics come from two sources: read at two instants they would contradict each other. Take both from one',
    };
  }
  const [name] = names;
  if (name === undefined) {
    return {
      rule: 'metric-source',
      problem:
        'metricSourceRef is missing: it names a source of the configuration',
    };
  }
  const source = sources.get(name);
  if (!source) {
    const known = [...sources.keys()].join(', ') || 'none';
    return {
      rule: 'unknown-source',
      problem: `No source is called ${name} in the configuration (serviceLevels.sources); there are: ${known}`,
    };
  }
  for (const { spec } of metrics) {
    const problem = source.check(spec);
    if (problem) return { rule: 'metric', problem };
  }
  return source;
}
