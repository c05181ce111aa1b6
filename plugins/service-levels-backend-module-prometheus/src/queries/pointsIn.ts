import { ApiSeries } from '../api/PrometheusApi';

/** Points of a series within (after, to], or what is wrong with it. Values that are no number are left for the counter. */
export function pointsIn(
  { points }: ApiSeries,
  { after, to }: { after: number; to: number },
): ApiSeries['points'] | { problem: string } {
  const isInOrder = points.every(
    ({ at }, i) => i === 0 || at > points[i - 1].at,
  );
  if (!isInOrder) {
    return {
      problem:
        'The source answers with points out of order, and so none of them is counted',
    };
  }
  // Prometheus is asked for no other; what answers like it may give more.
  return points.filter(({ at }) => at > after && at <= to);
}
