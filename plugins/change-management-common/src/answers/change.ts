import { z } from 'zod';
import {
  approvalStatuses,
  changeCategories,
  changeStates,
  changeTypes,
  closeCodes,
} from '../model/change';
import { riskLevels } from '../model/risk';
import {
  linkAnswerSchema,
  sourceSchema,
  spanSchema,
  digestSchema,
} from './parts';
import { planCountsSchema } from './plan';

/** A change as lists show it. */
export const changeSummarySchema = z.strictObject({
  /** UUID. */
  id: z.string(),
  /** `CHG0000001`. */
  number: z.string(),
  title: z.string(),
  type: z.enum(changeTypes),
  state: z.enum(changeStates),
  category: z.enum(changeCategories),
  environment: z.string(),
  items: z.array(z.string()),
  /** The group that owns the first configuration item: metrics are by team. */
  team: z.string().optional(),
  requester: z.string(),
  implementer: z.string().optional(),
  window: spanSchema.optional(),
  risk: z
    .strictObject({
      score: z.number(),
      level: z.enum(riskLevels),
    })
    .optional(),
  approvalStatus: z.enum(approvalStatuses),
  /** Until when an emergency change that went ahead must be approved. */
  approvalDueAt: z.string().optional(),
  onHold: z.boolean(),
  closeCode: z.enum(closeCodes).optional(),
  /** Made for demonstration; never counted in metrics of real changes unless asked for. */
  demo: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ChangeSummary = z.infer<typeof changeSummarySchema>;

/** A change request, whole. */
export const changeSchema = changeSummarySchema.extend({
  /** Counts up with each write: the optimistic lock. */
  version: z.number(),
  description: z.string(),
  justification: z.string(),
  implementationPlan: z.string(),
  testPlan: z.string(),
  backoutPlan: z.string(),
  links: z.array(linkAnswerSchema),
  /** It is said to restore or protect what a service promises. */
  reliabilityFix: z.boolean(),
  commit: z.string().optional(),
  /** Those who wrote the plan or the code, beside the requester: they never approve. */
  planAuthors: z.array(z.string()),
  source: sourceSchema,
  /** The standard change template this was made from, bound by digest. */
  template: z
    .strictObject({
      id: z.string(),
      digest: digestSchema,
    })
    .optional(),
  plan: z
    .strictObject({
      digest: digestSchema,
      counts: planCountsSchema,
      unmapped: z.array(z.string()),
    })
    .optional(),
  hold: z
    .strictObject({
      reason: z.string(),
      since: z.string(),
      by: z.string(),
    })
    .optional(),
  closeNotes: z.string().optional(),
  cancelReason: z.string().optional(),
  /** Counts up each time the approvals are asked for anew. */
  approvalRound: z.number(),
  /** What an approval of this round is bound to; see {@link ApprovalSubject}. */
  subjectDigest: digestSchema.optional(),
  policy: z
    .strictObject({
      name: z.string(),
      digest: digestSchema,
    })
    .optional(),
  submittedAt: z.string().optional(),
  /** When approval was asked for. */
  authorizeAt: z.string().optional(),
  approvedAt: z.string().optional(),
  implementationStartedAt: z.string().optional(),
  implementationEndedAt: z.string().optional(),
  closedAt: z.string().optional(),
});
export type Change = z.infer<typeof changeSchema>;
