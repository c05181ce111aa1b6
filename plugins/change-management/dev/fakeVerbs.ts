import {
  ChangeDetail,
  ChangeVerb,
} from '@countersign/plugin-change-management-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { reader, subjectFields } from './fixtures';

/** What the fake portal records when the reader does something. */
export function entryTypeOf(verb: ChangeVerb): string {
  const types: Partial<Record<ChangeVerb, string>> = {
    comment: 'change.commented',
    approve: 'change.approved',
    reject: 'change.rejected',
    hold: 'change.held',
    resume: 'change.resumed',
    withdraw: 'change.approval_withdrawn',
    decline: 'change.declined',
    close: 'change.closed',
    cancel: 'change.canceled',
    'accept-conflict': 'change.conflict_accepted',
  };
  return types[verb] ?? 'change.transitioned';
}

/** The change with its approvals asked for anew, about what it says now. */
export function askedAnew(detail: ChangeDetail): ChangeDetail {
  const { approvals } = detail;
  const round = detail.change.approvalRound + 1;
  const version = detail.change.version + 1;
  const change = { ...detail.change, version, approvalRound: round };
  if (!approvals) return { ...detail, change };
  const subject = { ...approvals.subject, ...subjectFields(change), round };
  const subjectDigest = digestOf(subject);
  return {
    ...detail,
    change: { ...change, subjectDigest },
    approvals: {
      ...approvals,
      subject,
      subjectDigest,
      requirements: approvals.requirements.map(r => ({
        ...r,
        approvals: [],
        satisfied: false,
      })),
    },
  };
}

/** The change after the reader did something to it, as far as the pages show the difference. */
export function afterVerb(
  before: ChangeDetail,
  verb: ChangeVerb,
  given: Record<string, unknown>,
): ChangeDetail {
  const detail = {
    ...before,
    change: { ...before.change, version: before.change.version + 1 },
  };
  switch (verb) {
    case 'approve':
      return approved(detail, given);
    case 'accept-conflict':
      return conflictAccepted(detail, given);
    default:
      return detail;
  }
}

function approved(
  detail: ChangeDetail,
  given: Record<string, unknown>,
): ChangeDetail {
  const { change, approvals, actions } = detail;
  const asked = approvals?.requirements.find(
    r => !r.satisfied && (!given.group || r.group === given.group),
  );
  return {
    ...detail,
    approvals: approvals && {
      ...approvals,
      requirements: approvals.requirements.map(requirement =>
        requirement === asked
          ? {
              ...requirement,
              satisfied: requirement.approvals.length + 1 >= requirement.count,
              approvals: [
                ...requirement.approvals,
                {
                  id: `approval-${change.version}`,
                  round: change.approvalRound,
                  group: requirement.group,
                  approver: reader.userEntityRef,
                  decision: 'approved',
                  comment: given.comment as string | undefined,
                  subjectDigest: approvals.subjectDigest,
                  decidedAt: new Date().toISOString(),
                },
              ],
            }
          : requirement,
      ),
    },
    actions: actions.map(action =>
      action.verb === 'approve' || action.verb === 'reject'
        ? {
            verb: action.verb,
            allowed: false,
            guard: 'one-person-one-requirement',
            message: 'You have approved this change.',
            remedy: 'Somebody else gives what is missing.',
          }
        : action,
    ),
  };
}

function conflictAccepted(
  detail: ChangeDetail,
  given: Record<string, unknown>,
): ChangeDetail {
  return {
    ...detail,
    conflicts: detail.conflicts.map(conflict =>
      conflict.key === given.key
        ? {
            ...conflict,
            accepted: {
              by: reader.userEntityRef,
              at: new Date().toISOString(),
              justification: String(given.justification),
            },
          }
        : conflict,
    ),
  };
}
