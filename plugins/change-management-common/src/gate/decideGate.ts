import { Change, GateCheck, GateDecision } from '../model';
import {
  checkApprovals,
  checkConflicts,
  checkFreeze,
  checkHold,
  checkPolicy,
  checkState,
  checkWindow,
} from './checks';
import { GateFacts, PresentedDeployment } from './facts';
import { checkPresented } from './presented';

export interface GateInput extends GateFacts {
  /** Absent when none was found. */
  change?: Change;
  presented: PresentedDeployment;
}

/**
 * May this be deployed now? Every question is asked, so that the answer names every reason; one that cannot be
 * answered refuses. The gate changes nothing.
 */
export function decideGate(
  input: GateInput,
): Pick<GateDecision, 'decision' | 'checks'> {
  const { change, presented } = input;
  if (!change) {
    return {
      decision: 'refuse',
      checks: [
        {
          id: 'state',
          passed: false,
          detail: presented.planDigest
            ? `No change covers the plan ${presented.planDigest}.`
            : 'There is no such change.',
          remedy: 'Submit a change for this deployment.',
        },
      ],
    };
  }
  const checks: GateCheck[] = [
    checkState(change),
    ...commonChecks(change, input),
    ...checkPresented(change, presented),
  ];
  return {
    decision: checks.every(check => check.passed) ? 'allow' : 'refuse',
    checks,
  };
}

/**
 * What stands between a change and its start: the gate's questions, except the state, which the transition table
 * answers, and what a pipeline presents. An emergency change may start before it is approved.
 */
export function startChecks(change: Change, facts: GateFacts): GateCheck[] {
  const goesAhead = change.type === 'emergency' && change.state === 'authorize';
  return commonChecks(change, facts).filter(
    check => !(goesAhead && check.id === 'approvals'),
  );
}

function commonChecks(change: Change, facts: GateFacts): GateCheck[] {
  return [
    checkHold(change),
    checkWindow(change, facts.now),
    checkFreeze(change, facts),
    checkConflicts(facts),
    checkApprovals(change, facts),
    checkPolicy(change, facts),
  ];
}
