import { Facts } from '../facts/facts';
import { GateCheck, GateDecision } from '../model';
import {
  checkApprovals,
  checkConflicts,
  checkFreeze,
  checkHold,
  checkItems,
  checkPolicy,
  checkState,
  checkWindow,
  failed,
  rejectedContentOf,
} from './checks';
import { checkDemands } from './demands';
import { checkPresented, PresentedDeployment } from './presented';
import { World } from './world';

/**
 * May this be deployed now? Every question is asked, so that the answer names every reason; one that cannot be answered
 * refuses. The gate, the verdict on a deployment and the offline verifier all ask this.
 *
 * @param facts - Of the change as it is at `world.at`.
 */
export function mayDeploy(
  facts: Facts,
  world: World,
  presented: PresentedDeployment,
): GateCheck[] {
  const { content } = facts;
  return [
    checkState(facts),
    ...commonChecks(facts, world),
    ...checkPresented(content, presented, {
      needsCommit: needsCommit(facts, world),
    }),
  ];
}

/**
 * What stands between a change and its start: the gate's questions, except what a pipeline presents. An emergency change
 * may start before it is approved, with a reason, unless it or what it deploys was rejected.
 */
export function mayStart(facts: Facts, world: World): GateCheck[] {
  const goesAhead = startsUnapproved(facts);
  return commonChecks(facts, world).filter(
    check =>
      !(goesAhead && check.id === 'approvals' && !isRejected(facts, world)),
  );
}

/** Whether it was rejected, under its own number or, where nobody has to approve it, under another. */
export function isRejected(
  facts: Pick<Facts, 'type' | 'approvedAt' | 'rejected'>,
  world: Pick<World, 'rejections'>,
): boolean {
  return (
    facts.rejected !== undefined ||
    rejectedContentOf(facts, world) !== undefined
  );
}

/** An emergency change that waits for its approval may start before it comes. */
export function startsUnapproved(facts: Pick<Facts, 'type' | 'state'>) {
  return facts.type === 'emergency' && facts.state === 'authorize';
}

/** Of the gate's questions, those about the change and the world. */
function commonChecks(facts: Facts, world: World): GateCheck[] {
  const { type, content } = facts;
  return [
    checkHold(facts),
    checkWindow(content.window, world.at),
    checkFreeze(type, world.freezes),
    checkConflicts(facts, world),
    checkApprovals(facts, world),
    checkPolicy(facts, world),
    checkItems(facts, world),
    ...checkDemands(facts, world),
  ];
}

/**
 * Whether a deployment under the change has to name its commit: in the most critical environment it does, unless a
 * template pre-approves a procedure without one.
 */
export function needsCommit(
  { type, content }: Pick<Facts, 'type' | 'content'>,
  world: Pick<World, 'environments' | 'template'>,
): boolean {
  if (content.environment !== world.environments[0]) return false;
  return !(type === 'standard' && world.template && !world.template.commit);
}

/**
 * The gate's answer.
 *
 * @param facts - Absent when no change was found.
 */
export function decideGate(
  facts: Facts | undefined,
  world: World | undefined,
  presented: PresentedDeployment,
): Pick<GateDecision, 'decision' | 'checks'> {
  const checks =
    facts && world
      ? mayDeploy(facts, world, presented)
      : [
          failed(
            'state',
            presented.planDigest
              ? `No change covers the plan ${presented.planDigest}.`
              : 'There is no such change.',
            'Submit a change for this deployment.',
          ),
        ];
  return {
    decision: checks.every(check => check.passed) ? 'allow' : 'refuse',
    checks: checks.map(onRecord),
  };
}

/** An answer of the gate goes on record, as the text that everybody reads alike. */
function onRecord({
  detailSegments: _,
  remedySegments: __,
  ...check
}: GateCheck): GateCheck {
  return check;
}
