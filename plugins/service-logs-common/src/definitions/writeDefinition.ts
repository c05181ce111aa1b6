import { LogMetricDefinition } from './schemas';

/**
 * A metric as a file of definitions has it: one document of YAML, which is read again as it was. Texts stand in the quotes of
 * JSON, which YAML takes as well.
 */
export function writeDefinition(metric: LogMetricDefinition): string {
  const { apiVersion, kind, metadata, spec } = metric;
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    ...section('metadata', metadata),
    ...section('spec', spec),
    '',
  ].join('\n');
}

/** How an objective of OpenSLO counts by the metric, in the source of metrics of logs that is named `logs`. */
export function writeMetricSource({
  metadata,
  spec,
}: LogMetricDefinition): string {
  const edge = spec.type === 'distribution' ? spec.buckets[0] : undefined;
  return [
    'metricSource:',
    '  metricSourceRef: logs',
    '  spec:',
    `    metric: ${JSON.stringify(metadata.name)}`,
    ...(edge === undefined ? [] : [`    le: ${edge}`]),
    '',
  ].join('\n');
}

function section(name: string, fields: object): string[] {
  return [
    `${name}:`,
    ...Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([field, value]) => `  ${field}: ${JSON.stringify(value)}`),
  ];
}
