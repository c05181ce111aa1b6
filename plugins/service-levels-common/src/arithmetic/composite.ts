import Fraction from 'fraction.js';
import { exact, nearest } from './exact';

/** How several objectives make one: all have to hold, one is enough, or each counts by its weight. */
export type Composition =
  | { kind: 'serial'; parts: readonly number[] }
  | { kind: 'parallel'; parts: readonly number[] }
  | { kind: 'weighted'; parts: readonly { value: number; weight: number }[] };

/**
 * The availability of a whole from that of its parts, taken as independent: serial Π A, parallel 1 − Π (1 − A),
 * weighted Σ w · A / Σ w.
 *
 * @throws RangeError for no parts, or weights of which none counts
 */
export function compose(composition: Composition): number {
  if (composition.parts.length === 0) {
    throw new RangeError('A composite objective needs at least one part');
  }
  const one = new Fraction(1);
  const product = (values: Fraction[]) =>
    values.reduce((all, value) => all.mul(value), one);
  switch (composition.kind) {
    case 'serial':
      return nearest(product(composition.parts.map(exact)));
    case 'parallel': {
      const failing = composition.parts.map(part => one.sub(exact(part)));
      return nearest(one.sub(product(failing)));
    }
    default: {
      const sum = (values: Fraction[]) =>
        values.reduce((all, value) => all.add(value), new Fraction(0));
      const weights = composition.parts.map(({ weight }) => exact(weight));
      const weight = sum(weights);
      if (weight.compare(0) <= 0) {
        throw new RangeError('At least one part needs a weight above 0');
      }
      const values = composition.parts.map(({ value }, i) =>
        exact(value).mul(weights[i]),
      );
      return nearest(sum(values).div(weight));
    }
  }
}
