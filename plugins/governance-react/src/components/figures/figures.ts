export { isSmall, SMALL_SAMPLE } from '@countersign/plugin-governance-common';

/** "92 %", or "7.5 %" where a whole number would hide much. */
export function percent(rate: number): string {
  const points = rate * 100;
  const digits = points > 0 && points < 10 && points % 1 ? 1 : 0;
  return `${points.toFixed(digits)} %`;
}
