import { GateFacts } from '../gate';
import { Approval, ApprovalOverview, Change, Sha256Digest } from '../model';
import { approvalSubjectOf, digestOf } from '../states';

export const digestA: Sha256Digest = `sha256:${'a'.repeat(64)}`;
export const digestB: Sha256Digest = `sha256:${'b'.repeat(64)}`;
export const policyDigest: Sha256Digest = `sha256:${'c'.repeat(64)}`;
export const commitA = 'a'.repeat(40);
export const commitB = 'b'.repeat(40);

const counts = { create: 0, update: 1, replace: 0, delete: 0, forget: 0 };

/** A change for tests: normal, in New, planned for 2026-11-24 21:00 to 23:00 UTC. */
export function change(fields: Partial<Change> = {}): Change {
  return {
    id: '5a6f4e3c-8c1f-4a53-9a5e-0d5a8f1f0c11',
    number: 'CHG0000042',
    version: 1,
    title: 'Raise the checkout database tier',
    description: '',
    type: 'normal',
    state: 'new',
    category: 'database',
    environment: 'production',
    items: ['resource:default/checkout-db'],
    team: 'group:default/payments',
    requester: 'user:default/dana',
    implementer: 'user:default/ivan',
    planAuthors: ['user:default/paula'],
    window: {
      start: '2026-11-24T21:00:00.000Z',
      end: '2026-11-24T23:00:00.000Z',
    },
    approvalStatus: 'not_requested',
    onHold: false,
    demo: false,
    justification: '',
    implementationPlan: '',
    testPlan: '',
    backoutPlan: '',
    links: [],
    commit: commitA,
    source: { kind: 'portal' },
    plan: { digest: digestA, counts, unmapped: [] },
    approvalRound: 1,
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    ...fields,
  };
}

/** The overview of a change that one member of `group:default/owners` has approved. */
export function approvedOverview(of: Change): ApprovalOverview {
  const subject = approvalSubjectOf(of, policyDigest);
  const subjectDigest = digestOf(subject);
  const given: Approval = {
    id: 'approval-1',
    round: of.approvalRound,
    group: 'group:default/owners',
    approver: 'user:default/olga',
    decision: 'approved',
    subjectDigest,
    decidedAt: '2026-11-21T10:00:00.000Z',
  };
  return {
    policy: { name: 'Owners approve', digest: policyDigest },
    subject,
    subjectDigest,
    requirements: [
      {
        group: given.group,
        reason: 'owner of resource:default/checkout-db',
        count: 1,
        approvals: [given],
        satisfied: true,
        eligible: [],
        excluded: [],
      },
    ],
    satisfied: true,
    unsatisfiable: [],
  };
}

/** A change that is scheduled and approved as it stands, and facts by which the gate allows it at 22:00. */
export function approvedChange(fields: Partial<Change> = {}): {
  change: Change;
  facts: GateFacts;
} {
  const base = change({
    state: 'scheduled',
    approvalStatus: 'approved',
    approvedAt: '2026-11-21T10:00:00.000Z',
    policy: { name: 'Owners approve', digest: policyDigest },
    ...fields,
  });
  const approvals = approvedOverview(base);
  return {
    change: { ...base, subjectDigest: approvals.subjectDigest },
    facts: {
      approvals,
      currentPolicyDigest: policyDigest,
      conflicts: [],
      freezes: [],
      now: '2026-11-24T22:00:00.000Z',
    },
  };
}
