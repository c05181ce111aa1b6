import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  sha256DigestSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { reviewEntrySchemas } from '../review/entries';
import {
  cancelReasons,
  entitiesSchema,
  holdReasons,
  incidentRoles,
  incidentTimes,
  incidentTitleSchema,
  levels,
  majorStates,
  mergeKinds,
  reasonSchema,
  recordReferenceSchema,
  sourceKinds,
  suspectRankSchema,
  wordsSchema,
} from '../model';

/** An alert that belongs to an incident: the record of it, and when its impact began. */
export const alertReferenceSchema = z.object({
  /** The alert's own number or key, unique in this log. */
  alert: z.string().min(1).max(300),
  /** By which its record is found while that is kept. */
  id: z.uuid().optional(),
  /** SHA-256 of what was received when it began, as it is kept: without secrets. */
  payload: sha256DigestSchema.optional(),
  title: textSchema.max(300).optional(),
  startedAt: instantSchema,
  receivedAt: instantSchema,
  /** The record of it in another log, where it has one. */
  record: recordReferenceSchema.optional(),
});
/** See {@link alertReferenceSchema}. */
export type AlertReference = z.output<typeof alertReferenceSchema>;

const alerts = z.array(alertReferenceSchema).max(1000);
const words = z.object({ text: wordsSchema });
const nothing = z.object({});
const reason = { reason: reasonSchema };

/** What the limits were that a step kept to. Milliseconds. */
const limit = z.int().min(0);

/** The ledger entries of incidents: what decides something, and all that a verifier needs to judge it. */
export const incidentEntrySchemas = {
  'incident.opened': z.object({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
    title: incidentTitleSchema,
    description: textSchema.max(10_000).optional(),
    entities: entitiesSchema,
    team: entityRefSchema.optional(),
    source: z.enum(sourceKinds),
    impact: z.enum(levels),
    urgency: z.enum(levels),
    /** When the impact began; at the latest now. */
    started: instantSchema,
    /** When somebody or something noticed. */
    detected: instantSchema,
    /** Looked at quietly first. */
    triage: z.boolean(),
    drill: z.boolean(),
    privateTo: entityRefSchema.optional(),
    alerts,
    /** Of these, so many fire. */
    firing: z.int().min(0),
    splitFrom: recordReferenceSchema.optional(),
  }),
  'incident.accepted': nothing,
  'incident.acknowledged': nothing,
  'incident.held': z.object({
    reason: z.enum(holdReasons),
    text: wordsSchema.optional(),
  }),
  'incident.resumed': nothing,
  'incident.mitigated': words,
  'incident.restored': words.extend({
    /** When it was, where the end of the last alert says so; else when the entry was written. */
    at: instantSchema.optional(),
  }),
  'incident.resolved': words,
  'incident.reopened': z.object({
    ...reason,
    /** By an alert: within so many milliseconds of the resolution. */
    window: limit.optional(),
  }),
  'incident.closed': z.object({
    /** So many milliseconds after the resolution at the earliest. */
    after: limit,
  }),
  'incident.canceled': z.object({
    reason: z.enum(cancelReasons),
    text: wordsSchema,
  }),
  /** Of the one that ends in another. */
  'incident.merged': z.object({
    into: recordReferenceSchema,
    as: z.enum(mergeKinds),
    ...reason,
  }),
  /** Of the other, which takes over what makes its figures worse, never better. */
  'incident.absorbed': z.object({
    from: recordReferenceSchema,
    as: z.enum(mergeKinds),
    entities: z.array(entityRefSchema),
    started: instantSchema,
    detected: instantSchema,
    firstAlertAt: instantSchema.optional(),
    impact: z.enum(levels),
    urgency: z.enum(levels),
    major: z.enum(majorStates),
    alerts: z.object({ seen: z.int(), firing: z.int() }),
  }),
  'incident.split': z.object({
    into: z.string(),
    entities: entitiesSchema,
    ...reason,
  }),
  'incident.edited': z.object({
    title: incidentTitleSchema.optional(),
    description: textSchema.max(10_000).optional(),
    entities: entitiesSchema.optional(),
    team: entityRefSchema.optional(),
  }),
  'incident.prioritized': z.object({
    impact: z.enum(levels),
    urgency: z.enum(levels),
    reason: reasonSchema.optional(),
  }),
  'incident.assigned': z.object({
    role: z.enum(incidentRoles),
    /** Nobody has it any more when absent. */
    person: userRefSchema.optional(),
  }),
  'incident.task_added': z.object({
    text: wordsSchema,
    owner: userRefSchema.optional(),
    dueAt: instantSchema.optional(),
  }),
  'incident.task_done': z.object({ task: z.string() }),
  'incident.linked': linkSchema,
  'incident.unlinked': z.object({ url: z.string() }),
  'incident.major_proposed': z.object(reason),
  'incident.major_accepted': z.object(reason),
  'incident.major_rejected': z.object(reason),
  'incident.time_set': z.object({
    time: z.enum(incidentTimes),
    from: instantSchema.optional(),
    to: instantSchema,
    ...reason,
  }),
  'incident.time_confirmed': z.object({
    /** The entry that set it. */
    correction: z.string(),
    /** Those owners of what is hit to whom the person belonged, as the portal knew it then. */
    involved: z.array(entityRefSchema),
  }),
  'incident.time_withdrawn': z.object({ correction: z.string() }),
  'incident.drill_denied': z.object(reason),
  'incident.restricted': z.object({
    to: entityRefSchema,
    /** The groups that may have private incidents, by configuration. */
    groups: z.array(entityRefSchema),
    /** Those of them to which the person belonged, as the portal knew it then. */
    member: z.array(entityRefSchema),
    ...reason,
  }),
  'incident.published': z.object({
    member: z.array(entityRefSchema),
    ...reason,
  }),
  'incident.updated': z.object({
    text: wordsSchema,
    nextAt: instantSchema.optional(),
  }),
  'incident.noted': words,
  'incident.pinned': z.object({ entry: z.string() }),
  'incident.unpinned': z.object({ entry: z.string() }),
  /** What a note or an update should have said. The original stays. */
  'incident.rewritten': z.object({ entry: z.string(), text: wordsSchema }),
  'incident.alerts_added': z.object({
    alerts,
    /** So many of all its alerts fire from now on. */
    firing: z.int().min(0),
  }),
  'incident.alerts_ended': z.object({
    /** Which, when each ended by its own telling, and when we last heard that it went on. */
    alerts: z
      .array(
        z.object({
          alert: z.string().max(300),
          endedAt: instantSchema,
          heardAt: instantSchema.optional(),
        }),
      )
      .max(1000),
    firing: z.int().min(0),
  }),
  'incident.cause_confirmed': z.object({
    change: recordReferenceSchema,
    rank: suspectRankSchema.optional(),
    unranked: z.literal(true).optional(),
    ...reason,
  }),
  'incident.cause_withdrawn': z.object({ change: z.string(), ...reason }),
  'incident.problem_linked': z.object({ problem: z.string() }),
  'incident.problem_unlinked': z.object({ problem: z.string() }),
  ...reviewEntrySchemas,
} as const;

/** The data of each entry about an incident, by its type. */
export type IncidentEntrySchemas = typeof incidentEntrySchemas;
/** What an entry about an incident may be. */
export type IncidentEntryType = keyof IncidentEntrySchemas;
/** What is in an entry of this type. */
export type IncidentEntryData<T extends IncidentEntryType> = z.output<
  IncidentEntrySchemas[T]
>;
