import { readSelector } from '../../series';
import { Path, Place } from './Place';

/**
 * A histogram shows each event once in every bucket that it fits in: without a bound a selector of buckets counts it many
 * times, so that half of what succeeds would look like a failure.
 */
export function checkBuckets(
  { query }: Record<string, unknown>,
  at: Place,
  path: Path,
): void {
  const selector = typeof query === 'string' ? readSelector(query) : '';
  if (typeof selector === 'string') return;
  const { metric, matchers } = selector;
  if (!metric.endsWith('_bucket')) return;
  const bounds = matchers.filter(({ label }) => label === 'le');
  if (bounds.some(({ op }) => op === '=')) return;
  if (bounds.length > 0) {
    at.warn(
      path,
      'buckets',
      `${metric} is compared with several bounds at once: where it has more than one of them, each event counts as often. Write one, as in le="0.3"`,
    );
    return;
  }
  const all = metric.replace(/_bucket$/, '_count');
  at.refuse(
    path,
    'buckets',
    `${metric} has each event once in every bucket it fits in, so that it would count many times: give a bound, as in le="0.3", or take ${all} for all events`,
  );
}
