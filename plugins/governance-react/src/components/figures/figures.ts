/** Below this many, one record more or less moves a rate by more than ten points. */
export const SMALL_SAMPLE = 10;

/** "92 %", or "7.5 %" where a whole number would hide much. */
export function percent(rate: number): string {
  const points = rate * 100;
  const digits = points > 0 && points < 10 && points % 1 ? 1 : 0;
  return `${points.toFixed(digits)} %`;
}

/** Enough to be shown, too few to be trusted. */
export function isSmall(n: number): boolean {
  return n > 0 && n < SMALL_SAMPLE;
}
