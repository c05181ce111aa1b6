import { z } from 'zod';
import { changeCategories, changeTypes } from '../model/change';
import { riskLevels } from '../model/risk';
import { spanSchema, stackAnswerSchema, digestSchema } from './parts';
import { sentenceSchema } from '@countersign/plugin-governance-common';

/**
 * Exactly what is approved. Its digest (SHA-256 of the RFC 8785 canonical JSON) is what an approval is bound to and
 * what the gate compares.
 */
export const approvalSubjectSchema = z.strictObject({
  /** Version of the rules that say what is in it; absent in subjects of version 1, which end at `round`. */
  rules: z.number().optional(),
  number: z.string(),
  type: z.enum(changeTypes),
  environment: z.string(),
  /** Sorted. */
  items: z.array(z.string()),
  window: spanSchema.nullable(),
  planDigest: digestSchema.nullable(),
  commit: z.string().nullable(),
  policyDigest: digestSchema,
  round: z.number(),
  stack: stackAnswerSchema.nullable().optional(),
  title: z.string().optional(),
  category: z.enum(changeCategories).optional(),
  team: z.string().nullable().optional(),
  template: z
    .strictObject({
      id: z.string(),
      digest: digestSchema,
    })
    .nullable()
    .optional(),
  /** Digests of the texts, by field. */
  texts: z.record(z.string(), digestSchema).optional(),
  links: digestSchema.optional(),
  /** Only of a change that is said to be one. */
  reliabilityFix: z.literal(true).optional(),
  /** The level the risk was assessed at. */
  risk: z.enum(riskLevels).nullable().optional(),
  /** The conflicts that were accepted, each as both its ends were. Sorted by key. */
  acceptances: z
    .array(
      z.strictObject({
        key: z.string(),
        ends: digestSchema.nullable(),
      }),
    )
    .optional(),
});
export type ApprovalSubject = z.infer<typeof approvalSubjectSchema>;

/** One decision of one person, in the name of one group. */
export const approvalSchema = z.strictObject({
  id: z.string(),
  round: z.number(),
  /** The group in whose name it counts. */
  group: z.string(),
  approver: z.string(),
  /** The person who delegated, when the approver acts for somebody else. */
  onBehalfOf: z.string().optional(),
  decision: z.enum(['approved', 'rejected']),
  comment: z.string().optional(),
  subjectDigest: digestSchema,
  decidedAt: z.string(),
  void: z
    .strictObject({
      at: z.string(),
      reason: z.string(),
    })
    .optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/**
 * What an approver wants changed before they approve. While it stands the change does not go ahead, and what others
 * approved stays approved.
 */
export const changesRequestSchema = z.strictObject({
  id: z.string(),
  round: z.number(),
  /** The group in whose name it was made. */
  group: z.string(),
  approver: z.string(),
  /** The person who delegated, when the approver acts for somebody else. */
  onBehalfOf: z.string().optional(),
  /** What should be different. Markdown. */
  comment: z.string(),
  /** What the approver saw. */
  subjectDigest: digestSchema,
  requestedAt: z.string(),
});
export type ChangesRequest = z.infer<typeof changesRequestSchema>;

/** One line of a policy: so many people of this group. */
export const approvalRequirementSchema = z.strictObject({
  group: z.string(),
  /** Why this group is asked, such as "owner of component:default/checkout-api". */
  reason: z.string(),
  count: z.number(),
});
export type ApprovalRequirement = z.infer<typeof approvalRequirementSchema>;

/** The same with what its reason refers to; not on record. */
export const toldRequirementSchema = approvalRequirementSchema.extend({
  reasonSegments: sentenceSchema.optional(),
});
export type ToldRequirement = z.infer<typeof toldRequirementSchema>;

export const eligibleApproverSchema = z.strictObject({
  user: z.string(),
  via: z.enum(['member', 'delegate']),
  onBehalfOf: z.string().optional(),
});
export type EligibleApprover = z.infer<typeof eligibleApproverSchema>;

export const requirementStatusSchema = toldRequirementSchema.extend({
  approvals: z.array(approvalSchema),
  satisfied: z.boolean(),
  /** Who could still give it under the duty rules. */
  eligible: z.array(eligibleApproverSchema),
  /** Members who may not, and why. */
  excluded: z.array(
    z.strictObject({
      user: z.string(),
      reason: z.string(),
      reasonSegments: sentenceSchema.optional(),
    }),
  ),
  /** Approvals given in this group's name that do not count any more, and why. */
  lapsed: z
    .array(
      z.strictObject({
        approver: z.string(),
        reason: z.string(),
        reasonSegments: sentenceSchema.optional(),
      }),
    )
    .optional(),
});
export type RequirementStatus = z.infer<typeof requirementStatusSchema>;

export const approvalOverviewSchema = z.strictObject({
  policy: z.strictObject({
    name: z.string(),
    digest: digestSchema,
    description: z.string().optional(),
  }),
  subject: approvalSubjectSchema,
  subjectDigest: digestSchema,
  /** What was asked for is what stands there, by policies that are still in force; absent in a preview. */
  current: z.boolean().optional(),
  requirements: z.array(requirementStatusSchema),
  satisfied: z.boolean(),
  /** Empty when an eligible set of approvers exists; otherwise who is missing, in sentences. */
  unsatisfiable: z.array(z.string()),
  unsatisfiableSegments: z.array(sentenceSchema).optional(),
});
export type ApprovalOverview = z.infer<typeof approvalOverviewSchema>;
