import { Stretch } from './CountingReader';

/** The points of a series within (after, to], or what is wrong with them. What is no number is left for the counter to refuse. */
export function pointsIn<Point extends { at: number }>(
  points: readonly Point[],
  { after, to }: Stretch,
): Point[] | { problem: string } {
  const isInOrder = points.every(
    ({ at }, i) => i === 0 || at > points[i - 1].at,
  );
  if (!isInOrder) {
    return {
      problem:
        'The source answers with points out of order, and so none of them is counted',
    };
  }
  // A source is asked for no other, and may all the same give more.
  return points.filter(({ at }) => at > after && at <= to);
}
