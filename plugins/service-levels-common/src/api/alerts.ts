import {
  actionStateSchema,
  countedPageSchema,
  flag,
  many,
  nextStepSchema,
  pageQuery,
  pageSchema,
  recordNumber,
  textSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { alertVerbs } from '../alerts/judge';
import { instant } from './shared';

/** The numbers of alerts: `ALR0000042`. */
export const alertNumber = recordNumber('ALR', 'alert');

/** What becomes of an alert, worst first. */
export const alertStates = [
  'firing',
  'pending',
  'resolved',
  'withdrawn',
] as const;
export type AlertState = (typeof alertStates)[number];

/** How loud an alert is, loudest first. */
export const alertSeverities = ['page', 'ticket'] as const;

export const alertSchema = z.object({
  number: alertNumber.schema,
  objective: z.string(),
  title: z.string(),
  component: z.string().optional(),
  owner: z.string().optional(),
  /** A budget that burns, or an objective of which nothing is heard. */
  kind: z.enum(['burn', 'silence']),
  state: z.enum(alertStates),
  severity: z.enum(alertSeverities),
  /** Milliseconds: the long window of the pair that fires. */
  window: z.number(),
  pendingSince: instant,
  firedAt: instant.optional(),
  resolvedAt: instant.optional(),
  acknowledged: z.object({ by: z.string(), at: instant }).optional(),
  /** The burn rate above which both windows of its pair have to be; absent where that pair is no more. */
  threshold: z.number().optional(),
  /** While it is open: the burn rate of its long window now. */
  burnRate: z.number().optional(),
  /** While it is open: what is left of the budget now; 1 is all of it, below 0 it is overspent. */
  budgetLeft: z.number().optional(),
  /** While it is open: milliseconds until the budget is spent at the rate it is spent now. */
  exhaustedIn: z.number().optional(),
  /** The share of the window's budget that went from the beginning of its long window until it ended, or until now. */
  spent: z.number().optional(),
  /** Where its objective says what to do: a path of the portal, or an address. */
  runbook: z.string().optional(),
});
export type AlertView = z.infer<typeof alertSchema>;

/** What the page of an alert needs, as its reader may act on it. */
export const alertDetailSchema = z.object({
  alert: alertSchema,
  next: nextStepSchema(alertVerbs),
  actions: z.array(actionStateSchema(alertVerbs)),
});
export type AlertDetail = z.infer<typeof alertDetailSchema>;

export const listAlertsQuerySchema = z.strictObject({
  objective: z.string().max(300).optional(),
  component: many(z.string().max(260)),
  owner: many(z.string().max(260)),
  state: many(z.enum(alertStates)),
  severity: many(z.enum(alertSeverities)),
  /** Whether somebody said that they take care of it. */
  acknowledged: flag,
  /** What number, title, objective or component have to contain. */
  q: textSchema.max(100).optional(),
  ...pageQuery,
});
export type ListAlertsQuery = z.output<typeof listAlertsQuerySchema>;
/** The same as a caller writes it. */
export type ListAlerts = z.input<typeof listAlertsQuerySchema>;

export const alertPageSchema = countedPageSchema(alertSchema);
export type AlertPage = z.infer<typeof alertPageSchema>;

/** A page of what the ledger holds about an alert, newest first. */
export const alertTimelineSchema = pageSchema(timelineEventSchema);
export type AlertTimeline = z.infer<typeof alertTimelineSchema>;

export const acknowledgeRequestSchema = z.strictObject({
  comment: textSchema.max(2000).optional(),
});
export type AcknowledgeRequest = z.infer<typeof acknowledgeRequestSchema>;
