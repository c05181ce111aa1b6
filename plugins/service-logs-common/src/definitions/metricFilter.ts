import { LogMetricDefinition } from './schemas';

/**
 * What finds the entries that a metric counts. With an edge of a distribution, those whose value is at most that.
 *
 * @returns what is wrong, where the metric does not have the edge
 */
export function metricFilter(
  { metadata, spec }: LogMetricDefinition,
  le?: number,
): { filter: string } | { problem: string } {
  const filter = spec.filter.trim();
  if (spec.type === 'counter') {
    // As it stands: not every source's language knows parentheses.
    return le === undefined
      ? { filter }
      : { problem: `${metadata.name} is a counter: it has no edge ${le}` };
  }
  const whole = filter && `(${filter})`;
  const field = JSON.stringify(spec.value);
  if (le === undefined) return { filter: `${whole} ${field}:*`.trim() };
  return spec.buckets.includes(le)
    ? { filter: `${whole} ${field}<=${le}`.trim() }
    : {
        problem: `${
          metadata.name
        } has no edge ${le}: its edges are ${spec.buckets.join(', ')}`,
      };
}
