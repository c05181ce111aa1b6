import { burningPair } from '../alerts/evaluate';
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
  { standing, verdicts }: Pick<Evaluation, 'standing' | 'verdicts'>,
  isSilent: boolean,
): ObjectiveState {
  if (standing === 'inconsistent') return 'inconsistent';
  if (isSilent || standing === 'no-data') return 'no-data';
  if (burningPair(verdicts)) return 'burning';
  if (standing.budgetLeft <= 0) return 'exhausted';
  if (verdicts.some(({ state }) => state === 'inconsistent')) {
    return 'inconsistent';
  }
  if (verdicts.some(({ state }) => state === 'insufficient-evidence')) {
    return 'insufficient-evidence';
  }
  return 'ok';
}
