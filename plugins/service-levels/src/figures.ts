/** A share of the budget: "62 %", "4.5 %", "-12 %"; whole points where ten and more of them stand. */
export function shareText(share: number): string {
  const points = share * 100;
  const digits = Math.abs(points) < 10 && points % 1 !== 0 ? 1 : 0;
  return `${points.toFixed(digits)} %`;
}

/** A burn rate: "0.4×", "14.4×", "250×". */
export function burnText(rate: number): string {
  return `${Number(rate.toFixed(Math.abs(rate) < 100 ? 1 : 0))}×`;
}

/** What is promised, with as many digits as it has: "99.95 %". */
export function targetText(target: number): string {
  return `${Number((target * 100).toPrecision(12))} %`;
}
