/** Older than this, a commit's time is a mistake of whoever made it. */
const OLDEST_MS = 10 * 366 * 86_400_000;

/**
 * What is wrong with the time that a deployed commit is said to have; undefined where nothing is. Instants are ISO 8601.
 */
export function commitTimeProblem(
  committedAt: string,
  startedAt: string,
): string | undefined {
  const lead = Date.parse(startedAt) - Date.parse(committedAt);
  if (lead < 0) {
    return `is after the deployment began (${startedAt}): give the time of the commit that was deployed`;
  }
  if (lead > OLDEST_MS) {
    return `is more than ten years before the deployment (${startedAt}): see whether the clock was right where it was committed`;
  }
  return undefined;
}
