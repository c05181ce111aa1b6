import { gammaln } from 'simple-statistics';

/** What has to be seen before a share of bad events is believed. */
export interface EvidenceDemand {
  /** Traffic is low where the threshold stands for fewer failures than this; where it is not, a share is a share. */
  lowTraffic: number;
  /** So many bad events at least. */
  failures: number;
  /** The chance of seeing as many at the threshold itself, at most. */
  chance: number;
}

/** One failure of ten requests is no alert; five that chance explains less than once in twenty are. */
export const usualEvidence: EvidenceDemand = {
  lowTraffic: 10,
  failures: 5,
  chance: 0.05,
};

const NEGLIGIBLE = 1e-17;

/**
 * Whether what was seen is evidence that more than `threshold` of the events are bad, and not a few failures among
 * little traffic. The one-sided exact binomial (Clopper–Pearson) lower bound is above the threshold just where the
 * chance of as many failures at the threshold is at most `chance`.
 *
 * Counts are rounded down: what was sampled or scaled is no more evidence than what was seen.
 */
export function isEvident(
  { bad, total }: { bad: number; total: number },
  threshold: number,
  demand: EvidenceDemand = usualEvidence,
): boolean {
  if (total * threshold >= demand.lowTraffic) return bad / total > threshold;
  const failures = Math.floor(bad);
  if (failures < demand.failures) return false;
  return upperTail(failures, Math.floor(total), threshold) <= demand.chance;
}

/** The chance of at least `k` of `n` where each has the chance `p`. */
export function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  if (k <= n * p) return 1 - lowerTail(k - 1, n, p);
  return sum(k, n, 1, i => ratioUp(i, n, p), p);
}

function lowerTail(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return sum(k, n, -1, i => 1 / ratioUp(i - 1, n, p), p);
}

/** Terms from `k` on, away from the mean: each smaller than the one before, so that the rest soon counts for nothing. */
function sum(
  k: number,
  n: number,
  direction: 1 | -1,
  ratio: (i: number) => number,
  p: number,
): number {
  let term = Math.exp(logTerm(k, n, p));
  let total = 0;
  for (
    let i = k;
    i >= 0 && i <= n && term > total * NEGLIGIBLE;
    i += direction
  ) {
    total += term;
    term *= ratio(i);
  }
  return Math.min(1, total);
}

/** P(i + 1) / P(i). */
function ratioUp(i: number, n: number, p: number): number {
  return ((n - i) / (i + 1)) * (p / (1 - p));
}

function logTerm(k: number, n: number, p: number): number {
  return (
    gammaln(n + 1) -
    gammaln(k + 1) -
    gammaln(n - k + 1) +
    k * Math.log(p) +
    (n - k) * Math.log1p(-p)
  );
}
