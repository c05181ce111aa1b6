/** Below this many, one record more or less moves a rate by more than ten points. */
export const SMALL_SAMPLE = 10;

/** Enough to be shown, too few to be trusted. */
export function isSmall(n: number): boolean {
  return n > 0 && n < SMALL_SAMPLE;
}
