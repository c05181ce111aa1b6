import { LogMetric } from '../api/answers';
import { valueFilters } from './valueFilters';

/**
 * What finds the entries that a metric counts, in the language of its source. With an edge of a distribution, those whose value is at
 * most that.
 *
 * @returns what is wrong, where the metric does not have the edge
 */
export function metricFilter(
  { metadata, spec, language = 'countersign' }: LogMetric,
  le?: number,
): { filter: string } | { problem: string } {
  const filter = spec.filter.trim();
  if (spec.type === 'counter') {
    // As it stands: not every source's language knows parentheses.
    return le === undefined
      ? { filter }
      : { problem: `${metadata.name} is a counter: it has no edge ${le}` };
  }
  return le === undefined || spec.buckets.includes(le)
    ? { filter: valueFilters[language](filter, spec.value, le).trim() }
    : {
        problem: `${
          metadata.name
        } has no edge ${le}: its edges are ${spec.buckets.join(', ')}`,
      };
}
