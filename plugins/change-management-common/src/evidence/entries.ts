import { z } from 'zod';
import {
  defineEntries,
  EntryData,
  EntryInput,
  sha256DigestSchema,
} from '@countersign/plugin-governance-common';
import {
  changeStates,
  closeCodes,
  recordedApprovalPolicySchema,
  recordedScheduleRuleSchema,
  approvalStatuses,
  ChangeEventType,
} from '../model';
import { transitionCauses } from '../states/causes';
import {
  appliedPolicySchema,
  approvalDecisionSchema,
  approvalSubjectSchema,
  changeSnapshotSchema,
  changesRequestSchema,
  conflictSummarySchema,
  gateDecisionSchema,
  planCountsSchema,
  reconciledSchema,
  recordedWorldSchema,
  reliedSchema,
  reportedDeploymentSchema,
  riskSummarySchema,
  rulesetSchema,
  rulesSchema,
} from './schemas';

const asked = z.object({
  subject: approvalSubjectSchema,
  /** `digestOf(subject)`: what every approval of the round is bound to. */
  subjectDigest: sha256DigestSchema,
  policy: appliedPolicySchema,
  relied: reliedSchema,
});

/**
 * The `data` of each kind of ledger entry change management writes. The entry's `subject` is the number of the change
 * it is about; without a change it is the deployment's id, the rule's id, the gate decision's id or the policy digest.
 * The entry's `actor` and `occurredAt` are not repeated here.
 */
export const changeEntrySchemas = {
  'change.created': changeSnapshotSchema,
  /**
   * `field` is a member of the snapshot in `change.created`. Fields that are gone are `null` in `after`, and those that
   * were absent are `null` in `before`.
   */
  'change.updated': z.object({
    changes: z
      .array(z.object({ field: z.string(), before: z.json(), after: z.json() }))
      .min(1),
    /** What of the subject differs, as people call it. */
    material: z.array(z.string()),
  }),
  'change.plan_attached': z.object({
    planDigest: sha256DigestSchema,
    previousPlanDigest: sha256DigestSchema.nullable(),
    /** The commit the change names from now on. */
    commit: z.string().nullable(),
    previousCommit: z.string().nullable(),
    /** The configuration items the change names from now on. */
    items: z.array(z.string()),
    planAuthors: z.array(z.string()),
    counts: planCountsSchema,
    unmapped: z.array(z.string()),
    /** The configuration items the plan touches. */
    touches: z.array(z.string()).optional(),
    material: z.array(z.string()),
  }),
  'change.submitted': asked.extend({ risk: riskSummarySchema.optional() }),
  'change.assessed': z.object({
    risk: riskSummarySchema,
    conflicts: z.array(conflictSummarySchema),
    /** Who answers for the first item; `null` when nobody does. */
    team: z.string().nullable().optional(),
  }),
  /** One step; a verb that passes through two states writes two entries. */
  'change.transitioned': z.object({
    from: z.enum(changeStates),
    to: z.enum(changeStates),
    verb: z.enum(transitionCauses),
    /** Where the approvals stand after the step. */
    approvalStatus: z.enum(approvalStatuses),
    /** An emergency change that goes ahead: until when it must be approved. */
    approvalDueAt: z.string().optional(),
    reason: z.string().optional(),
    relied: reliedSchema,
  }),
  'change.approval_requested': asked.extend({
    round: z.int().min(0),
    /** Requester, plan authors and implementer: they never approve. */
    excluded: z.array(z.string()),
  }),
  'change.approved': approvalDecisionSchema,
  'change.rejected': approvalDecisionSchema,
  /** The approver takes it back before the start. */
  'change.approval_withdrawn': z.object({
    approvalId: z.string(),
    round: z.int().min(0),
    approver: z.string(),
    comment: z.string().optional(),
  }),
  'change.changes_requested': changesRequestSchema,
  /** Whoever requested them has none to request any more. */
  'change.changes_request_withdrawn': z.object({
    requestId: z.string(),
    round: z.int().min(0),
    approver: z.string(),
    comment: z.string().optional(),
  }),
  /** The actor, whom somebody named as implementer or plan author, is not. */
  'change.declined': z.object({
    was: z.array(z.enum(['planned', 'implements'])),
  }),
  'change.approvals_voided': z.object({
    /** The round that is void. */
    round: z.int().min(0),
    nextRound: z.int().min(0),
    approvalIds: z.array(z.string()),
    reason: z.string(),
  }),
  'change.conflict_accepted': z.object({
    key: z.string(),
    kind: z.string(),
    explanation: z.string(),
    justification: z.string(),
    /** Digest of both ends as they were. */
    ends: sha256DigestSchema.optional(),
  }),
  'change.held': z.object({ reason: z.string() }),
  'change.resumed': z.object({}),
  'change.commented': z.object({
    text: z.string(),
    /** People and groups of the catalog that the text names. */
    mentions: z.array(z.string()).optional(),
  }),
  'change.closed': z.object({ code: z.enum(closeCodes), notes: z.string() }),
  'change.canceled': z.object({ reason: z.string() }),
  'change.approval_overdue': z.object({ approvalDueAt: z.string() }),
  /** What decisions from here on relied on, until the next of its kind; named by the digest of `world`. */
  'change.relied': z.object({
    digest: sha256DigestSchema,
    world: recordedWorldSchema,
  }),
  /** The policies and settings they relied on; named by the digest of `ruleset`. */
  'change.ruleset': z.object({
    digest: sha256DigestSchema,
    ruleset: rulesetSchema,
  }),
  /** A change opened under earlier rules is judged by these from here on; what was approved before is asked anew. */
  'change.rules_adopted': z.object({ from: rulesSchema, rules: rulesSchema }),
  'gate.decided': gateDecisionSchema,
  'deployment.reported': reportedDeploymentSchema,
  'deployment.reconciled': reconciledSchema,
  'schedule_rule.created': z.object({
    id: z.string(),
    rule: recordedScheduleRuleSchema,
    demo: z.boolean(),
  }),
  'schedule_rule.ended': z.object({ id: z.string(), endedAt: z.string() }),
  'policy.activated': z.object({
    digest: sha256DigestSchema,
    previousDigest: sha256DigestSchema.nullable(),
    policies: z.array(recordedApprovalPolicySchema),
  }),
} as const satisfies Record<ChangeEventType, z.ZodType>;

/** The ledger entries of change management. */
export const changeEntries = defineEntries(changeEntrySchemas);

/** What is in an entry of this type. */
export type ChangeEntryData<T extends ChangeEventType = ChangeEventType> =
  EntryData<typeof changeEntrySchemas, T>;

/** What a writer gives for an entry of this type. */
export type ChangeEntryInput<T extends ChangeEventType = ChangeEventType> =
  EntryInput<typeof changeEntrySchemas, T>;

/** True for the types change management writes. */
export const isChangeEventType = changeEntries.is;

/** The data of an entry, ready for `ledger.append`. */
export const changeEntryData = changeEntries.data;
