import { Change, GateCheck, GateCheckId } from '../model';
import { approvalSubjectOf } from '../states/subject';
import { digestOf } from '../states/digest';
import { GateFacts } from './facts';
import { millis, utc } from './instant';

const passed = (id: GateCheckId, detail: string): GateCheck => ({
  id,
  passed: true,
  detail,
});

const failed = (
  id: GateCheckId,
  detail: string,
  remedy: string,
): GateCheck => ({ id, passed: false, detail, remedy });

export function checkState(
  change: Pick<Change, 'number' | 'type' | 'state'>,
): GateCheck {
  if (change.type === 'retrospective') {
    return failed(
      'state',
      `${change.number} was opened after the fact and covers no further deployment.`,
      'Open a change for this deployment.',
    );
  }
  if (change.state === 'scheduled' || change.state === 'implement') {
    return passed('state', `${change.number} is in state ${change.state}.`);
  }
  const remedy: Record<
    Exclude<Change['state'], 'scheduled' | 'implement'>,
    string
  > = {
    new: 'Submit the change.',
    assess: 'Resolve what the assessment found, then ask for approval.',
    authorize:
      change.type === 'emergency'
        ? 'Have it approved, or start the emergency change and have it approved afterwards.'
        : 'Have it approved by those it waits for.',
    review: 'It was implemented already: open a new change.',
    closed: 'It is closed: open a new change.',
    canceled: 'It was canceled: open a new change.',
  };
  return failed(
    'state',
    `${change.number} is in state ${change.state}; a deployment needs Scheduled or Implement.`,
    remedy[change.state],
  );
}

export function checkHold(
  change: Pick<Change, 'number' | 'onHold'> & {
    hold?: { since: string; reason?: string };
  },
): GateCheck {
  return change.onHold
    ? failed(
        'hold',
        `${change.number} is on hold${
          change.hold?.reason ? `: ${change.hold.reason}` : '.'
        }`,
        'Resume the change once the reason is gone.',
      )
    : passed('hold', 'It is not on hold.');
}

export function checkWindow(
  change: Pick<Change, 'window'>,
  now: string,
): GateCheck {
  const { window } = change;
  if (!window) {
    return failed(
      'window',
      'No window is planned.',
      'Plan a window and have it approved.',
    );
  }
  const span = `${utc(window.start)} to ${utc(window.end)}`;
  // Negated so that an unreadable instant, which compares false with everything, refuses.
  if (!(millis(now) >= millis(window.start))) {
    return failed(
      'window',
      `The window, ${span}, has not opened yet.`,
      `Wait until ${utc(window.start)}.`,
    );
  }
  if (!(millis(now) < millis(window.end))) {
    return failed(
      'window',
      `The window, ${span}, is over.`,
      'Plan a new window; the change must then be approved again.',
    );
  }
  return passed('window', `Inside the window, ${span}.`);
}

export function checkFreeze(change: Change, facts: GateFacts): GateCheck {
  const inForce = facts.freezes.filter(
    freeze => !(change.type === 'emergency' && freeze.allowEmergency),
  );
  if (inForce.length) {
    const names = inForce.map(f =>
      f.until ? `"${f.title}" until ${utc(f.until)}` : `"${f.title}"`,
    );
    return failed(
      'freeze',
      `A change freeze is in force: ${names.join(', ')}.`,
      'Move the window behind the freeze, or have the freeze ended by whoever declared it.',
    );
  }
  return passed(
    'freeze',
    facts.freezes.length
      ? 'The change freeze in force lets emergency changes through.'
      : 'No change freeze is in force.',
  );
}

/** What is said where conflicts may have been missed. */
export const conflictsMissed =
  'More changes overlap this one than can be compared, so conflicts may have been missed.';
export const conflictsMissedRemedy =
  'Move the window to a quieter time, or split the change.';

/** Conflicts that stand in the way. A freeze is judged by whether it is in force now; see {@link checkFreeze}. */
export function checkConflicts(facts: GateFacts): GateCheck {
  const open = facts.conflicts.filter(c => !c.accepted && c.kind !== 'freeze');
  if (open.length) {
    return failed(
      'conflicts',
      `${
        open.length === 1 ? 'One conflict is' : `${open.length} conflicts are`
      } unresolved: ${open.map(c => c.explanation).join(' ')}`,
      open.every(c => c.acceptable)
        ? 'Move the window, or accept each conflict with a justification.'
        : 'Move the window.',
    );
  }
  if (facts.conflictsTruncated) {
    return failed('conflicts', conflictsMissed, conflictsMissedRemedy);
  }
  return passed(
    'conflicts',
    facts.conflicts.some(c => c.accepted)
      ? 'Every conflict was accepted with a justification.'
      : 'Nothing conflicts.',
  );
}

export function checkPolicy(change: Change, facts: GateFacts): GateCheck {
  if (change.type === 'standard') {
    return change.template &&
      change.template.digest === facts.currentTemplateDigest
      ? passed('policy', `Template ${change.template.id} is unchanged.`)
      : failed(
          'policy',
          'The template that pre-approves this change is gone or has changed.',
          'Open the change again from the template as it stands now.',
        );
  }
  if (change.policy?.digest === facts.currentPolicyDigest) {
    return passed(
      'policy',
      `The policies are those it was submitted under ("${change.policy.name}").`,
    );
  }
  return failed(
    'policy',
    change.policy
      ? 'The approval policies have changed since approval was asked for.'
      : 'No approval policy was applied.',
    'Ask for approval again under the current policies.',
  );
}

export function checkApprovals(change: Change, facts: GateFacts): GateCheck {
  if (change.type === 'standard') {
    return change.approvalStatus === 'preapproved'
      ? passed('approvals', 'Pre-approved by its template.')
      : failed(
          'approvals',
          'It is not pre-approved.',
          'Submit it from its template.',
        );
  }
  if (change.type === 'emergency' && change.approvalStatus === 'due') {
    return checkDue(change.approvalDueAt, facts.now);
  }
  const { approvals } = facts;
  if (!approvals) {
    return failed(
      'approvals',
      'No policy says who approves it, or the approvals cannot be read.',
      'Submit the change under a policy that matches it.',
    );
  }
  const missing = approvals.requirements.filter(r => !r.satisfied);
  if (
    !approvals.satisfied ||
    missing.length ||
    change.approvalStatus !== 'approved'
  ) {
    return failed(
      'approvals',
      missing.length
        ? `Approval is missing from ${missing
            .map(
              r =>
                `${r.group} (${
                  r.approvals.filter(a => !a.void && a.decision === 'approved')
                    .length
                } of ${r.count})`,
            )
            .join(', ')}.`
        : `The approval is ${change.approvalStatus.replace('_', ' ')}.`,
      'Have those who are missing approve it.',
    );
  }
  return checkSubject(change, facts);
}

/** An emergency change that went ahead is let through until its approval is overdue. */
export function checkDue(dueAt: string | undefined, now: string): GateCheck {
  return dueAt && millis(now) < millis(dueAt)
    ? passed(
        'approvals',
        `An emergency that went ahead; it must be approved by ${utc(dueAt)}.`,
      )
    : failed(
        'approvals',
        'The time to approve this emergency change has passed.',
        'Have it approved now.',
      );
}

/** Approvals count for exactly what they were given for. */
function checkSubject(change: Change, facts: GateFacts): GateCheck {
  const stands = digestOf(approvalSubjectOf(change, facts.currentPolicyDigest));
  const given = (facts.approvals?.requirements ?? []).flatMap(r =>
    r.approvals.filter(a => !a.void && a.decision === 'approved'),
  );
  const same =
    change.subjectDigest === stands &&
    facts.approvals?.subjectDigest === stands &&
    given.every(a => a.subjectDigest === stands);
  return same
    ? passed(
        'approvals',
        given.length
          ? `Approved by ${given.map(a => a.approver).join(', ')}.`
          : 'The policy asks for no approval.',
      )
    : failed(
        'approvals',
        'What was approved is not what stands there now.',
        'Ask for approval again.',
      );
}
