import { DrillFacts } from './model';

/** Why a drill is stopped, for whoever reads of it elsewhere than on its page: who pulls the lever means no single drill. */
export function stopWords({
  reason,
  pull,
}: Pick<NonNullable<DrillFacts['stop']>, 'reason' | 'pull'>): string {
  return pull === undefined ? reason : `The lever was pulled: ${reason}`;
}
