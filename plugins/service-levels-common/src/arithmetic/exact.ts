import Fraction from 'fraction.js';

/**
 * The number as it was written: 0.999 is 999/1000, not the double nearest to it. Budgets and thresholds are derived
 * from these, for `1 - 0.999` and `14.4 * 0.001` are no longer the numbers a person would write.
 *
 * @throws RangeError when it is not finite
 */
export function exact(value: number): Fraction {
  if (!Number.isFinite(value)) {
    throw new RangeError(`${value} is not a number that can be written down`);
  }
  const [digits, exponent = '0'] = String(value).toLowerCase().split('e');
  const power = new Fraction(10).pow(Number(exponent));
  return new Fraction(digits).mul(power ?? 1);
}

/** More bits than a double has, and one that says whether there were more. */
const BITS = 64;

/** The double nearest to it, as a rule or a comparison takes it; dividing the doubles of its parts may miss by one. */
export function nearest({ s, n, d }: Pick<Fraction, 's' | 'n' | 'd'>): number {
  if (n === 0n) return 0;
  const shift = BITS + d.toString(2).length - n.toString(2).length;
  const [over, under] =
    shift > 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
  const rest = over % under === 0n ? 0n : 1n;
  return Number(s) * Number((over / under) | rest) * 2 ** -shift;
}

/** Objectives have few different targets; a page of a form may try many. */
const MOST_BUDGETS = 1_000;
const budgets = new Map<number, Fraction>();

/** 1 − target: the share of events that may go wrong. */
export function budgetOf(target: number): Fraction {
  const known = budgets.get(target);
  if (known) return known;
  const budget = new Fraction(1).sub(exact(target));
  if (budgets.size >= MOST_BUDGETS) budgets.clear();
  budgets.set(target, budget);
  return budget;
}
