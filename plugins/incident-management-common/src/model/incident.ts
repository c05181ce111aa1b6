import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  linkSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  incidentTitleSchema,
  reasonSchema,
  recordReferenceSchema,
  wordsSchema,
} from './fields';
import { incidentNumber } from './numbers';
import { levels } from './priority';
import { actionItemSchema, reviewSchema, stepTickSchema } from './review';
import {
  cancelReasons,
  holdReasons,
  incidentRoles,
  incidentStates,
  majorStates,
  mergeKinds,
} from './states';
import { incidentTimes, timesSchema } from './times';

/** What an incident came from. */
export const sourceKinds = ['person', 'service', 'alert'] as const;

/** Somebody who did something, and when. */
const signed = { by: callerRefSchema, at: instantSchema };

/** Something to be done while an incident lasts. */
export const taskSchema = z.object({
  id: z.string(),
  text: wordsSchema,
  owner: userRefSchema.optional(),
  dueAt: instantSchema.optional(),
  done: z.object(signed).optional(),
});
/** See {@link taskSchema}. */
export type Task = z.output<typeof taskSchema>;

/** A time that somebody set otherwise than it was stamped. The stamp stays. */
export const timeCorrectionSchema = z.object({
  /** The entry that set it. */
  id: z.string(),
  time: z.enum(incidentTimes),
  from: instantSchema.optional(),
  to: instantSchema,
  reason: reasonSchema,
  ...signed,
  /** What makes a figure look better waits for somebody who has no part in it. */
  state: z.enum(['counts', 'waits', 'withdrawn']),
  confirmed: z.object(signed).optional(),
});
/** See {@link timeCorrectionSchema}. */
export type TimeCorrection = z.output<typeof timeCorrectionSchema>;

/** A status update for those who do not work on it. */
export const statusUpdateSchema = z.object({
  /** The entry that says it. */
  id: z.string(),
  text: wordsSchema,
  ...signed,
  /** When the next one is promised. */
  nextAt: instantSchema.optional(),
});
/** See {@link statusUpdateSchema}. */
export type StatusUpdate = z.output<typeof statusUpdateSchema>;

/** The place that a change had among the suspects, counted from 1. */
export const suspectRankSchema = z.int().min(1).max(1000);

/** A change that was confirmed as what caused it. */
export const causeSchema = z.object({
  change: recordReferenceSchema,
  /** Its place among the suspects when it was confirmed; absent where it was none of them. */
  rank: suspectRankSchema.optional(),
  /** Nobody could read the suspects when it was confirmed. */
  unranked: z.literal(true).optional(),
  reason: reasonSchema,
  ...signed,
});
/** See {@link causeSchema}. */
export type Cause = z.output<typeof causeSchema>;

/** An incident, as those see it who may: what its ledger entries say, folded. */
export const incidentFactsSchema = z.object({
  number: incidentNumber.schema,
  title: incidentTitleSchema,
  description: textSchema.max(10_000).optional(),
  /** What is hit, the most important first. */
  entities: z.array(entityRefSchema),
  /** Who owns the first of them. */
  team: entityRefSchema.optional(),
  source: z.enum(sourceKinds),
  opened: z.object(signed),
  state: z.enum(incidentStates),
  impact: z.enum(levels),
  urgency: z.enum(levels),
  /** The most urgent that it ever was, 1 to 5: figures go by it. */
  worstPriority: z.int().min(1).max(5),
  /** A drill, which figures leave out unless they are asked for it. Said at the opening, and only ever taken back. */
  drill: z.boolean(),
  /** The group that alone sees it; absent where everybody does who may see incidents. */
  privateTo: entityRefSchema.optional(),
  times: timesSchema,
  /** Of the first alert, by which it is told how long it took to acknowledge. */
  firstAlertAt: instantSchema.optional(),
  /** How many alerts belong to it, and how many of them fire. */
  alerts: z.object({ seen: z.int(), firing: z.int() }),
  acknowledged: z.object(signed).optional(),
  hold: z
    .object({
      reason: z.enum(holdReasons),
      text: wordsSchema.optional(),
      ...signed,
    })
    .optional(),
  /** Seconds that it was on hold, without the present one. They stay in every figure. */
  heldSeconds: z.number(),
  resolution: z.object({ text: wordsSchema, ...signed }).optional(),
  closedAt: instantSchema.optional(),
  reopened: z.int(),
  cancellation: z
    .object({
      reason: z.enum(cancelReasons),
      text: wordsSchema,
      ...signed,
    })
    .optional(),
  merged: z
    .object({
      into: recordReferenceSchema,
      as: z.enum(mergeKinds),
      ...signed,
    })
    .optional(),
  absorbed: z.array(z.string()),
  splitFrom: z.string().optional(),
  splitInto: z.array(z.string()),
  major: z.object({
    state: z.enum(majorStates),
    by: callerRefSchema.optional(),
    at: instantSchema.optional(),
    reason: reasonSchema.optional(),
  }),
  roles: z.partialRecord(z.enum(incidentRoles), userRefSchema),
  /** People who acted on it, in lower case: none of them confirms a time that flatters. */
  hands: z.array(z.string()),
  tasks: z.array(taskSchema),
  links: z.array(linkSchema),
  corrections: z.array(timeCorrectionSchema),
  causes: z.array(causeSchema),
  /** Problems it is a case of. */
  problems: z.array(z.string()),
  update: statusUpdateSchema.optional(),
  /** Who wrote which entry that can be corrected: notes and updates. */
  authors: z.record(z.string(), z.string()),
  /** Entries that somebody pinned. */
  pinned: z.array(z.string()),
  /** Steps of runbooks that somebody took, without those that were taken back. */
  steps: z.array(stepTickSchema).default([]),
  /** What is learned from it, once somebody writes it; its words are in the ledger. */
  review: reviewSchema.optional(),
  /** What is to be done so that it does not come back. */
  actionItems: z.array(actionItemSchema).default([]),
});
/** See {@link incidentFactsSchema}. */
export type IncidentFacts = z.output<typeof incidentFactsSchema>;
