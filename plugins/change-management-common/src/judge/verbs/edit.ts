import {
  joined,
  person,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { Facts, hasStarted } from '../../facts/facts';
import { subjectDifferences, subjectOf } from '../../facts/subject';
import { floorProblems, floorText } from '../floor';
import { stay, Transition, Verdict } from '../result';
import { approvalProblems, standingApprovalsBy } from '../standing';
import { World } from '../world';

/** What of the subject an edit changes, as people call it; empty when the approvals are about none of it. */
export function materialDifferences(before: Facts, after: Facts): string[] {
  const policy =
    before.asked?.subject.policyDigest ?? after.asked?.subject.policyDigest;
  const digest = policy ?? `sha256:${'0'.repeat(64)}`;
  return subjectDifferences(
    subjectOf(before, digest),
    subjectOf(after, digest),
  );
}

/**
 * An edit, judged by the facts before it and after it. One that touches what is approved voids the approvals and sends
 * a submitted change back.
 *
 * @param world - With the items the change names after the edit.
 * @param user - Who edits.
 */
export function edit(
  before: Facts,
  after: Facts,
  world: World,
  user: string,
): Verdict {
  if (before.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be edited.',
      'Add a comment instead.',
    );
  }
  const material = materialDifferences(before, after);
  if (after.type !== before.type && before.state !== 'new') {
    return refuse(
      'type',
      'The type of a change may change only in New.',
      'Open a new change of the other type.',
      ['type'],
    );
  }
  if (material.includes('template') && before.state !== 'new') {
    return refuse(
      'template',
      'The template of a change may change only in New.',
      'Open a new change from the other template.',
      ['template'],
    );
  }
  if (hasStarted(before.state)) {
    return refuse(
      'state',
      say`${record(
        before.number,
      )} has started, and from then on nothing of it is edited.`,
      'Open a new change.',
      material,
    );
  }
  const floor = floorProblems(after.content, world.items, world.environments);
  if (floor.length) {
    return refuse(
      'items',
      floorText(floor),
      'Name at least what the change touches.',
      floor.map(p => p.field),
    );
  }
  const transition = material.length ? sentBack(before) : stay;
  return (
    renamed(before, after) ??
    approverActs(before, after, transition, user) ??
    leavesNobody(before, after, world) ??
    transition
  );
}

/** Where a change that was submitted goes when what it asked approval for changes. */
export function sentBack(facts: Pick<Facts, 'state' | 'type'>): Transition {
  if (facts.state === 'new' || facts.state === 'assess') return stay;
  const back = {
    normal: 'assess',
    emergency: 'authorize',
    standard: 'new',
    retrospective: 'authorize',
  } as const;
  const to = back[facts.type];
  return {
    ok: true,
    path: to === facts.state ? [] : [to],
    approvalStatus: facts.type === 'emergency' ? 'pending' : 'void',
    voidsApprovals: true,
  };
}

/** Who declined what they were named for is not named again: whoever picks the implementer would pick the approver. */
function renamed(before: Facts, after: Facts): Verdict | undefined {
  const { implementer } = after;
  if (!implementer || implementer === before.implementer) return undefined;
  return before.declined.includes(implementer)
    ? refuse(
        'duty',
        say`${person(implementer)} declined to be named for ${record(
          before.number,
        )}.`,
        'Name somebody else.',
        ['implementer'],
      )
    : undefined;
}

/** Whoever approved what stands has no further hand in it, and is given none. */
function approverActs(
  before: Facts,
  after: Facts,
  transition: Transition,
  user: string,
): Verdict | undefined {
  if (transition.voidsApprovals) return undefined;
  if (standingApprovalsBy(before, user).length) {
    return refuse(
      'duty',
      say`You approved ${record(before.number)} and so do not edit it.`,
      'Withdraw your approval first, or have somebody else edit it.',
    );
  }
  const { implementer } = after;
  return implementer &&
    implementer !== before.implementer &&
    standingApprovalsBy(before, implementer).length
    ? refuse(
        'duty',
        say`${person(implementer)} approved ${record(
          before.number,
        )} and so cannot implement it.`,
        'Name somebody who did not approve it.',
        ['implementer'],
      )
    : undefined;
}

/** Whoever edits a change does not approve it: an edit that leaves nobody who could is refused. */
function leavesNobody(
  before: Facts,
  after: Facts,
  world: World,
): Verdict | undefined {
  if (before.state === 'new' || before.type === 'standard') return undefined;
  const problems = approvalProblems(after, world);
  return problems.length
    ? refuse(
        'approvers',
        say`With this edit nobody could approve ${record(
          before.number,
        )}: ${joined(problems, ' ')}`,
        'Have it edited by somebody whose approval is not needed, or name other people.',
      )
    : undefined;
}
