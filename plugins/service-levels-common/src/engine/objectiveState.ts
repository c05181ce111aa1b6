import { burningPair } from '../alerts/evaluate';
import { Standing } from '../arithmetic';
import { Evaluation } from './Meter';

export const objectiveStates = [
  'exhausted',
  'burning',
  'inconsistent',
  'no-data',
  'insufficient-evidence',
  'ok',
] as const;

/** How an objective stands, in one word; worst first. */
export type ObjectiveState = (typeof objectiveStates)[number];

/**
 * @param isSilent - Whether nothing is heard of it any more: what stands there is what was known last.
 */
export function objectiveState(
  evaluation: Pick<Evaluation, 'standing' | 'verdicts' | 'measured'>,
  isSilent: boolean,
): ObjectiveState {
  const { standing, verdicts } = evaluation;
  if (standing === 'inconsistent') return 'inconsistent';
  if (isSilent || standing === 'no-data') return 'no-data';
  if (burningPair(verdicts)) return 'burning';
  if (budgetLeftOf(standing, evaluation.measured) <= 0) return 'exhausted';
  if (verdicts.some(({ state }) => state === 'inconsistent')) {
    return 'inconsistent';
  }
  if (
    standing.budgetLeft <= 0 ||
    verdicts.some(({ state }) => state === 'insufficient-evidence')
  ) {
    return 'insufficient-evidence';
  }
  return 'ok';
}

/**
 * What is left of the budget of the whole window, where only a share of it is measured: the rest is taken to have had as much
 * traffic, and nothing bad. A bad minute of an objective that is a minute old has not spent a month's budget.
 */
export function budgetLeftOf(
  { burnRate }: Pick<Standing, 'burnRate'>,
  measured: number,
): number {
  return 1 - burnRate * measured;
}
