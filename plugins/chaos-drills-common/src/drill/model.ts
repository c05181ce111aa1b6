import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  recordNumber,
  sha256DigestSchema,
  slugSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { outcomes } from '../run/journal';

/** Numbers of drills: `DRL0000042`. */
export const drillNumber = recordNumber('DRL', 'drill');

/** The lever's own subject in the ledger: there is one. */
export const LEVER_SUBJECT = 'drill-lever';

export const drillStates = ['planned', 'running', 'ended', 'canceled'] as const;
/** A drill that ran has ended, however it went; one that was canceled never started. */
export type DrillState = (typeof drillStates)[number];

const name = textSchema.min(1).max(200);
const words = textSchema.min(1).max(2000);
const share = z.number().min(0);

/** What a drill may cost one objective, as shares of its whole error budget. */
export const budgetClaimSchema = z.object({
  objective: name,
  /** Estimated beforehand. */
  costs: share,
  /** What the experiment says that it may spend. */
  most: share,
});
export type BudgetClaim = z.output<typeof budgetClaimSchema>;

/** When one objective is predicted to notice. */
export const predictionOfSchema = z.object({
  objective: name,
  /** Milliseconds from the beginning of the fault; absent where no alert fires. */
  after: z.number().min(0).optional(),
  /** Why none fires. */
  reason: words.optional(),
});
export type PredictionOf = z.output<typeof predictionOfSchema>;

/** What was found about a drill once it was over. */
export const measurementSchema = z.object({
  /** Milliseconds from the beginning of the fault; absent where nobody predicted an alert. */
  predicted: z.number().min(0).optional(),
  /** The same as it was; absent where no alert fired. */
  measured: z.number().min(0).optional(),
  alert: name.optional(),
  objective: name.optional(),
  /** An alert was predicted while the fault was there long enough, and none fired. */
  missed: z.boolean(),
  /** Of each error budget, the share that went meanwhile. */
  spent: z.record(z.string(), z.number()),
});
export type Measurement = z.output<typeof measurementSchema>;

/** How people answered the alert of a drill, once its incident is over. */
export const responseSchema = z.object({
  incident: name,
  /** By what happened then: `detected`, `acknowledged`, `mitigated`. */
  times: z.record(z.string(), instantSchema),
});
export type DrillResponse = z.output<typeof responseSchema>;

/** Whether the steady state held when it was looked at for the last time, after the rollbacks. */
export const recoverySchema = z.object({
  at: instantSchema,
  holds: z.boolean(),
});
export type Recovery = z.output<typeof recoverySchema>;

/** What its change says of the run of a drill. */
export const changeReportSchema = z.object({
  change: name,
  /** The id of the deployment as which it was reported. */
  deployment: z.uuid(),
  /** Whether the change covered it: `authorised`. */
  verdict: name,
});
export type ChangeReport = z.output<typeof changeReportSchema>;

/** The window of a schedule for which the portal planned a drill. */
export const scheduledForSchema = z.object({
  /** The name of the experiment whose schedule it is. */
  experiment: slugSchema,
  /** Who turned the schedule on. */
  requester: callerRefSchema,
  start: instantSchema,
  end: instantSchema,
});
export type ScheduledFor = z.output<typeof scheduledForSchema>;

/** A drill as its entries tell it. */
export const drillFactsSchema = z.object({
  number: drillNumber.schema,
  title: name,
  entity: entityRefSchema,
  /** Who owned it when the drill was planned, and is told what becomes of the drill. */
  team: entityRefSchema.optional(),
  /** What it is an example of: `latency`. */
  scenario: z.string().optional(),
  /** Digest of the experiment's text: another text is another drill. */
  experiment: sha256DigestSchema,
  change: name.optional(),
  /** As they were shown before the start. */
  targets: z.array(textSchema.max(500)),
  budgets: z.array(budgetClaimSchema),
  /** When each objective is predicted to notice. */
  predicted: z.array(predictionOfSchema).optional(),
  state: z.enum(drillStates),
  plannedBy: callerRefSchema,
  /** The drill that it repeats, to see whether what was learned helped. */
  retestOf: drillNumber.schema.optional(),
  /** Absent where a person planned it. */
  schedule: scheduledForSchema.optional(),
  startedAt: instantSchema.optional(),
  startedBy: callerRefSchema.optional(),
  /** By which the gate let it start. */
  gateDecision: z.uuid().optional(),
  /** What was left of each error budget at the start. */
  budgetsLeft: z.record(z.string(), z.number()).optional(),
  /** Asked to stop while it ran; it ends by itself soon after. */
  stop: z
    .object({
      by: callerRefSchema,
      reason: words,
      /** The entry of the pull, where the lever stopped it. */
      pull: name.optional(),
    })
    .optional(),
  canceled: z.object({ by: callerRefSchema, reason: words }).optional(),
  endedAt: instantSchema.optional(),
  outcome: z.enum(outcomes).optional(),
  /** Why it is no success. */
  reasons: z.array(textSchema.max(2000)).optional(),
  /** When the first fault began, and when the last one was over. */
  faults: z.object({ from: instantSchema, to: instantSchema }).optional(),
  /** When a probe saw for the first time that something is wrong. */
  firstBad: instantSchema.optional(),
  recovered: recoverySchema.optional(),
  measurement: measurementSchema.optional(),
  response: responseSchema.optional(),
  report: changeReportSchema.optional(),
  /** Opened since an alert was missed. */
  problem: name.optional(),
});
export type DrillFacts = z.output<typeof drillFactsSchema>;

/** One pull of the lever that nobody released yet. */
export const pullSchema = z.object({
  id: z.string(),
  by: callerRefSchema,
  at: instantSchema,
  reason: words,
});
export type Pull = z.output<typeof pullSchema>;
