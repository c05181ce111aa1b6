/** Of one value or one time slice, 2^-33: sums are exact up to a million of them that are bad. */
export const LEAST_SHARE = 1 / 8_589_934_592;
/** Of the events of a step, 2^-20: sums are exact up to eight thousand million bad events. */
export const LEAST_EVENT = 1 / 1_048_576;

/**
 * A share as it is counted: the nearest multiple of a power of two. What is no whole number is rounded by each sum, which then
 * depends on the order it is taken in; sums of these are exact, here as in Prometheus.
 */
export function countedShare(share: number, least: number): number {
  // As `round(share, least)` of PromQL works it out.
  return Math.floor(share / least + 0.5) * least;
}
