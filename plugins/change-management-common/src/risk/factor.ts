import { InputError } from '@backstage/errors';
import { RiskEvidence, RiskFactor } from '../model';
import { tenths } from './tenths';

/** A reader checks a few pieces of evidence, not two hundred. */
const MOST_EVIDENCE = 20;

/**
 * A factor with its points. The value is held between 0 and 1. Of much evidence, which comes worst first, the first is
 * kept and the rest counted.
 *
 * @throws InputError when the value or the weight is not a number, or the weight is not between 0 and 100.
 */
export function riskFactor(
  id: string,
  title: string,
  weight: number,
  value: number,
  evidence: RiskEvidence[],
): RiskFactor {
  if (Number.isNaN(value)) {
    throw new InputError(`The value of risk factor ${id} is not a number`);
  }
  if (!(weight >= 0 && weight <= 100)) {
    throw new InputError(
      `The weight of risk factor ${id} is ${weight}; it must be 0 to 100 points`,
    );
  }
  const held = Math.min(1, Math.max(0, value));
  return {
    id,
    title,
    value: held,
    weight,
    points: tenths(held * weight),
    evidence: atMost(MOST_EVIDENCE, evidence),
  };
}

function atMost(most: number, evidence: RiskEvidence[]): RiskEvidence[] {
  const more = evidence.length - most;
  return more > 0
    ? [...evidence.slice(0, most), { text: `and ${more} more` }]
    : evidence;
}

/** Grows from 0 towards 1 with each more, `half` of them being half way. */
export function saturating(amount: number, half: number): number {
  return 1 - Math.pow(0.5, amount / half);
}
