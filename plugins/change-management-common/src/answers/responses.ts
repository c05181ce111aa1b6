import { z } from 'zod';
import {
  countedPageSchema,
  fieldProblemSchema,
  pageSchema,
  sentenceSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import {
  approvalPolicySchema,
  standardChangeTemplateSchema,
} from '../model/policy';
import { approvalOverviewSchema, changesRequestSchema } from './approval';
import {
  calendarBandSchema,
  calendarChangeSchema,
  conflictSchema,
  pathStepSchema,
  scheduleRuleSchema,
} from './calendar';
import { changeSchema, changeSummarySchema } from './change';
import { countedDeploymentSchema, deploymentSchema } from './deployment';
import { actionStateSchema, conditionSchema, nextStepSchema } from './judge';
import { configurationItemSchema, spanSchema, digestSchema } from './parts';
import { planCountsSchema } from './plan';
import { followStateSchema } from '../conversation/following';
import { riskAssessmentSchema, riskBandOutcomeSchema } from './risk';
import {
  handSchema,
  journeyStepSchema,
  namingSchema,
  rejectionSchema,
  voidedRoundSchema,
} from './standing';

/** Everything the page of a change needs, in one request. */
export const changeDetailSchema = z.strictObject({
  change: changeSchema,
  risk: riskAssessmentSchema.optional(),
  /** The real failure rate of the change's own band. */
  riskBand: riskBandOutcomeSchema.optional(),
  approvals: approvalOverviewSchema.optional(),
  /** What approvers want changed first, as long as it stands. */
  changesRequested: z.array(changesRequestSchema),
  conflicts: z.array(conflictSchema),
  /** More changes overlap than can be compared: conflicts may have been missed, and the gate refuses. */
  conflictsTruncated: z.boolean().optional(),
  actions: z.array(actionStateSchema),
  next: nextStepSchema,
  /** The states it has been in, is in and goes through. */
  journey: z.array(journeyStepSchema),
  /** The last rejection that no complete approval followed. */
  rejection: rejectionSchema.optional(),
  /** The last round of approval that was voided. */
  voidedRound: voidedRoundSchema.optional(),
  /** Who had which hand in it, and who is named for a duty: none of them approves it. */
  duties: z.strictObject({
    hands: z.array(handSchema),
    named: z.array(namingSchema),
  }),
  deployments: z.array(deploymentSchema),
  items: z.array(configurationItemSchema),
  /** Who is told what happens to it, and whether the reader is. */
  following: followStateSchema,
});
export type ChangeDetail = z.infer<typeof changeDetailSchema>;

export const previewSchema = z.strictObject({
  risk: riskAssessmentSchema.optional(),
  riskBand: riskBandOutcomeSchema.optional(),
  conflicts: z.array(conflictSchema),
  /** More changes overlap than can be compared: conflicts may have been missed. */
  conflictsTruncated: z.boolean().optional(),
  nextFreeSlot: spanSchema.optional(),
  /** No free slot is named, since more changes are ahead than can be compared. */
  freeSlotUnknown: z.boolean().optional(),
  approvals: approvalOverviewSchema
    .omit({ subject: true, subjectDigest: true })
    .optional(),
  /** Items found from the plan. */
  items: z.array(configurationItemSchema),
  unmapped: z.array(z.string()),
  planDigest: digestSchema.optional(),
  /** What still stands in the way of a submission, each beside its field. */
  problems: z.array(fieldProblemSchema),
});
export type Preview = z.infer<typeof previewSchema>;

/** What was read from an uploaded plan; its digest is the handle to open a change with. */
export const uploadedPlanSchema = z.strictObject({
  digest: digestSchema,
  counts: planCountsSchema,
  items: z.array(configurationItemSchema),
  unmapped: z.array(z.string()),
  redactions: z.number(),
});
export type UploadedPlan = z.infer<typeof uploadedPlanSchema>;

export const calendarResponseSchema = z.strictObject({
  changes: z.array(calendarChangeSchema),
  bands: z.array(calendarBandSchema),
  /** True when more changes fall into the range than are returned. */
  truncated: z.boolean(),
});
export type CalendarResponse = z.infer<typeof calendarResponseSchema>;

export const policySetSchema = z.strictObject({
  digest: digestSchema,
  policies: z.array(approvalPolicySchema),
});
export type PolicySet = z.infer<typeof policySetSchema>;

export const templatesResponseSchema = z.strictObject({
  templates: z.array(
    standardChangeTemplateSchema.extend({
      digest: digestSchema,
    }),
  ),
});
export type TemplatesResponse = z.infer<typeof templatesResponseSchema>;

export const relatedItemSchema = z.strictObject({
  entityRef: z.string(),
  title: z.string().optional(),
  tier: z.string().optional(),
  depth: z.number(),
  path: z.array(pathStepSchema),
});
export type RelatedItem = z.infer<typeof relatedItemSchema>;

/** The configuration item card and the "can I deploy now?" card, in one request. */
export const configurationItemResponseSchema = z.strictObject({
  item: configurationItemSchema,
  dependencies: z.array(relatedItemSchema),
  dependants: z.array(relatedItemSchema),
  /** Dangling references found on the way. */
  dangling: z.array(z.string()),
  lastChange: changeSummarySchema.optional(),
  openChanges: z.array(changeSummarySchema),
  recent: z.array(changeSummarySchema),
  deployNow: z.strictObject({
    /** `yes`: an approved change's window is open; `no`; `change-needed`. */
    answer: z.enum(['yes', 'no', 'change-needed']),
    sentence: z.string(),
    sentenceSegments: sentenceSchema.optional(),
    change: z.string().optional(),
    /** What that change does not meet. */
    conditions: z.array(conditionSchema).optional(),
    freeze: z
      .strictObject({
        title: z.string(),
        until: z.string(),
      })
      .optional(),
    nextWindow: z
      .strictObject({
        change: z.string(),
        window: spanSchema,
      })
      .optional(),
  }),
});
export type ConfigurationItemResponse = z.infer<
  typeof configurationItemResponseSchema
>;

export const scheduleRulesResponseSchema = z.strictObject({
  items: z.array(scheduleRuleSchema),
});
export type ScheduleRulesResponse = z.infer<typeof scheduleRulesResponseSchema>;

export const changePageSchema = countedPageSchema(changeSummarySchema);
export type ChangePage = z.infer<typeof changePageSchema>;

export const timelineResponseSchema = pageSchema(timelineEventSchema);
export type TimelineResponse = z.infer<typeof timelineResponseSchema>;

export const deploymentPageSchema = pageSchema(deploymentSchema);

export const countedDeploymentPageSchema = pageSchema(countedDeploymentSchema);

export const riskBandsSchema = z.strictObject({
  items: z.array(riskBandOutcomeSchema),
});
