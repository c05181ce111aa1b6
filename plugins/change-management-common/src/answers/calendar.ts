import { z } from 'zod';
import { conflictKinds, scheduleRuleKinds } from '../model/calendar';
import { approvalStatuses, changeStates, changeTypes } from '../model/change';
import { riskLevels } from '../model/risk';
import { predicateSchema, spanSchema, digestSchema } from './parts';
import { sentenceSchema } from '@countersign/plugin-governance-common';

export const scheduleRuleSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(scheduleRuleKinds),
  title: z.string(),
  description: z.string(),
  start: z.string(),
  end: z.string(),
  timeZone: z.string(),
  rrule: z.string().optional(),
  scope: predicateSchema.optional(),
  environments: z.array(z.string()),
  allowEmergency: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  /** Set when it was withdrawn; it stays on record. */
  endedAt: z.string().optional(),
  demo: z.boolean(),
});
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>;

/** One step of a relation path. */
export const pathStepSchema = z.strictObject({
  from: z.string(),
  relation: z.string(),
  to: z.string(),
});
export type PathStep = z.infer<typeof pathStepSchema>;

/** A reason why the window is a bad one, with the path that caused it. */
export const conflictSchema = z.strictObject({
  /** Stable for the same cause, so that it can be accepted: kind and the ids of both sides. */
  key: z.string(),
  kind: z.enum(conflictKinds),
  /** One sentence for a person. */
  explanation: z.string(),
  /** The same with what it refers to. */
  explanationSegments: sentenceSchema.optional(),
  /** The other change, when there is one. */
  other: z
    .strictObject({
      number: z.string(),
      title: z.string(),
      window: spanSchema,
      risk: z.enum(riskLevels).optional(),
    })
    .optional(),
  /** The freeze or maintenance window, when there is one. */
  rule: z
    .strictObject({
      id: z.string(),
      title: z.string(),
      window: spanSchema.optional(),
    })
    .optional(),
  /** The item of this change that is concerned. */
  item: z.string().optional(),
  /** For `dependency`: how the two items hang together. */
  path: z.array(pathStepSchema).optional(),
  /** Digest of both ends as they are now: an acceptance holds for exactly these. */
  ends: digestSchema.optional(),
  /** A freeze cannot be accepted away. */
  acceptable: z.boolean(),
  accepted: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      justification: z.string(),
    })
    .optional(),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const calendarChangeSchema = z.strictObject({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.enum(changeStates),
  type: z.enum(changeTypes),
  risk: z
    .strictObject({
      score: z.number(),
      level: z.enum(riskLevels),
    })
    .optional(),
  window: spanSchema,
  items: z.array(z.string()),
  team: z.string().optional(),
  environment: z.string(),
  requester: z.string(),
  implementer: z.string().optional(),
  approvalStatus: z.enum(approvalStatuses),
  /** When the approval that is owed (`due`) should have come. */
  approvalDueAt: z.string().optional(),
});
export type CalendarChange = z.infer<typeof calendarChangeSchema>;

/** One occurrence of a rule within the asked range. */
export const calendarBandSchema = z.strictObject({
  ruleId: z.string(),
  kind: z.enum(scheduleRuleKinds),
  title: z.string(),
  window: spanSchema,
  environments: z.array(z.string()),
  recurring: z.boolean(),
});
export type CalendarBand = z.infer<typeof calendarBandSchema>;
