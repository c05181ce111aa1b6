import { StepMark } from '@countersign/plugin-governance-react';
import {
  Problem,
  ProblemState,
  problemStates,
} from '@countersign/plugin-incident-management-common';

/** The states a problem has been in, is in and goes through; what its outcome left out is skipped. */
export function problemSteps({
  state,
  outcome,
}: Pick<Problem, 'state' | 'outcome'>): {
  id: ProblemState;
  mark: StepMark;
}[] {
  const at = problemStates.indexOf(state);
  const skipped: readonly ProblemState[] = skippedBy(outcome?.code);
  return problemStates.map((id, i) => {
    if (i > at) return { id, mark: 'later' };
    if (skipped.includes(id)) return { id, mark: 'skipped' };
    return { id, mark: i < at || id === 'closed' ? 'done' : 'now' };
  });
}

function skippedBy(
  code: NonNullable<Problem['outcome']>['code'] | undefined,
): readonly ProblemState[] {
  switch (code) {
    case 'risk-accepted':
      return ['fix-in-progress'];
    case 'duplicate':
    case 'canceled':
      return problemStates.slice(1, -1);
    default:
      return [];
  }
}
