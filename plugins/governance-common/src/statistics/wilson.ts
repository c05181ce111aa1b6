/** The 97.5th percentile of the standard normal distribution: 95 % lie between −z and z. */
const z = 1.959963984540054;

/**
 * The Wilson score interval of a proportion at 95 % (Wilson 1927): honest for few trials and for rates near 0 and 1,
 * where the normal approximation is not. Undefined for no trials.
 */
export function wilsonInterval(
  n: number,
  successes: number,
): { low: number; high: number } | undefined {
  if (n === 0) {
    return undefined;
  }
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half =
    ((z / n) * Math.sqrt(n * p * (1 - p) + (z * z) / 4)) / (1 + (z * z) / n);
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
