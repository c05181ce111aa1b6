import { LedgerEntry, digestOf } from '@countersign/plugin-ledger-common';
import { excludedFromApproval } from '../evidence/rules1/duty';
import { CoveringChange, reconcile } from '../evidence/rules1/reconcile';
import { approvalSubjectOf } from '../evidence/rules1/subject';
import { Change, Deployment } from '../model';
import { change as newChange, commitA, digestA, policyDigest } from './change';
import { StoryWriter } from './StoryWriter';

/** A change under the first rules that is scheduled and approved. */
export function approvedByRules1(
  fields: Partial<Change> = {},
): Change & CoveringChange {
  return newChange({
    state: 'scheduled',
    approvalStatus: 'approved',
    approvedAt: '2026-11-21T10:00:00.000Z',
    ...fields,
  });
}

/**
 * The whole life of a normal change, told honestly as under the first rules: opened, approved by its owner, let through,
 * deployed and closed. Its entries say neither what was relied on nor by which rules.
 */
export function honestStoryOfRules1(): LedgerEntry[] {
  const change = approvedByRules1();
  const subject = approvalSubjectOf(change, policyDigest);
  const subjectDigest = digestOf(subject);
  const policy = {
    name: 'Owners approve',
    digest: policyDigest,
    requirements: [
      { group: 'group:default/owners', reason: 'owner', count: 1 },
    ],
  };
  const story = new StoryWriter();
  const dana = 'user:default/dana';
  const olga = 'user:default/olga';
  const pipeline = 'external:pipeline';
  const portal = 'plugin:change-management';

  story
    .write('change.created', dana, '2026-11-20T09:00:00.000Z', {
      number: change.number,
      title: change.title,
      description: change.description,
      type: change.type,
      category: change.category,
      environment: change.environment,
      items: change.items,
      team: change.team,
      requester: change.requester,
      implementer: change.implementer,
      planAuthors: change.planAuthors,
      window: change.window,
      justification: '',
      implementationPlan: '',
      testPlan: '',
      backoutPlan: '',
      links: [],
      commit: change.commit,
      planDigest: change.plan?.digest,
      source: change.source,
      demo: false,
    })
    .write('change.submitted', dana, '2026-11-20T10:00:00.000Z', {
      subject,
      subjectDigest,
      policy,
    })
    .write('change.transitioned', dana, '2026-11-20T10:00:00.000Z', {
      from: 'new',
      to: 'assess',
      verb: 'submit',
      approvalStatus: 'not_requested',
    })
    .write('change.transitioned', dana, '2026-11-20T10:00:00.000Z', {
      from: 'assess',
      to: 'authorize',
      verb: 'submit',
      approvalStatus: 'pending',
    })
    .write('change.approval_requested', dana, '2026-11-20T10:00:00.000Z', {
      round: subject.round,
      subject,
      subjectDigest,
      policy,
      excluded: excludedFromApproval(change),
    })
    .write('change.approved', olga, '2026-11-21T10:00:00.000Z', {
      approvalId: 'approval-1',
      round: subject.round,
      group: 'group:default/owners',
      approver: olga,
      subjectDigest,
    })
    .write('change.transitioned', olga, '2026-11-21T10:00:00.000Z', {
      from: 'authorize',
      to: 'scheduled',
      verb: 'approve',
      approvalStatus: 'approved',
    });

  const presented = {
    planDigest: digestA,
    commit: commitA,
    environment: 'production',
  };
  const gate = { decision: 'allow', checks: [] } as const;
  const deployment: Omit<
    Deployment,
    'reconciliation' | 'reportedAt' | 'changeNumber'
  > = {
    id: 'deployment-1',
    externalId: 'run-17',
    items: change.items,
    outcome: 'succeeded',
    startedAt: '2026-11-24T21:06:00.000Z',
    finishedAt: '2026-11-24T21:16:00.000Z',
    gateDecisionId: 'gate-1',
    reportedBy: pipeline,
    ...presented,
  };
  return story
    .write('gate.decided', pipeline, '2026-11-24T21:05:00.000Z', {
      id: 'gate-1',
      changeNumber: change.number,
      ...presented,
      decision: gate.decision,
      checks: [],
      subjectDigest,
      decidedAt: '2026-11-24T21:05:00.000Z',
      askedBy: pipeline,
    })
    .write('deployment.reported', pipeline, '2026-11-24T21:17:00.000Z', {
      changeNumber: change.number,
      ...deployment,
    })
    .write('change.transitioned', portal, '2026-11-24T21:17:00.000Z', {
      from: 'scheduled',
      to: 'implement',
      verb: 'deployment',
      approvalStatus: 'approved',
    })
    .write('change.transitioned', portal, '2026-11-24T21:17:00.000Z', {
      from: 'implement',
      to: 'review',
      verb: 'deployment',
      approvalStatus: 'approved',
    })
    .write('deployment.reconciled', portal, '2026-11-24T21:17:00.000Z', {
      deploymentId: 'deployment-1',
      ...reconcile({
        deployment,
        change,
        gate,
        now: '2026-11-24T21:17:00.000Z',
      }),
    })
    .write('change.closed', dana, '2026-11-25T09:00:00.000Z', {
      code: 'successful',
      notes: 'As planned.',
    })
    .write('change.transitioned', dana, '2026-11-25T09:00:00.000Z', {
      from: 'review',
      to: 'closed',
      verb: 'close',
      approvalStatus: 'approved',
    }).entries;
}
