import {
  actionStateSchema,
  countedPageSchema,
  entityRefSchema,
  flag,
  instantSchema,
  many,
  nextStepSchema,
  pageQuery,
  pageSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { followStateSchema } from './following';
import { IncidentVerb, incidentVerbs } from '../judge';
import {
  entitiesSchema,
  incidentFactsSchema,
  incidentStates,
  incidentTitleSchema,
  levels,
  majorStates,
} from '../model';

const verbs = incidentVerbs as [IncidentVerb, ...IncidentVerb[]];

/** What declares an incident. */
export const declareIncidentSchema = z.strictObject({
  title: incidentTitleSchema,
  description: textSchema.max(10_000).optional(),
  /** What is hit, the most important first. */
  entities: entitiesSchema,
  impact: z.enum(levels).default('medium'),
  urgency: z.enum(levels).default('medium'),
  /** When the impact began, if before now. */
  startedAt: instantSchema.optional(),
  /** When somebody noticed, if before now. */
  detectedAt: instantSchema.optional(),
  /** Looked at quietly first: nobody is told. */
  triage: z.boolean().default(false),
  /** A drill, which figures leave out. It cannot be said later. */
  drill: z.boolean().default(false),
  /** The group that alone sees it; whoever declares it belongs to it. */
  privateTo: entityRefSchema.optional(),
});
export type DeclareIncident = z.input<typeof declareIncidentSchema>;

/** An incident, as every reader of the API gets it. */
export const incidentSchema = incidentFactsSchema
  .omit({ authors: true })
  .extend({
    /** Random: it names the channel on which its pages are told to fetch it again. */
    id: z.uuid(),
    /** One up with each write. */
    version: z.int(),
    priority: z.int().min(1).max(5),
    /** The promised update is missing. */
    updateOverdue: z.boolean(),
    /** When it is closed by itself, once it is resolved. */
    closesAt: instantSchema.optional(),
    updatedAt: instantSchema,
  });
/** See {@link incidentSchema}. */
export type Incident = z.output<typeof incidentSchema>;

/** An incident in a list. */
export const listedIncidentSchema = incidentSchema.pick({
  id: true,
  number: true,
  version: true,
  title: true,
  entities: true,
  team: true,
  source: true,
  opened: true,
  state: true,
  impact: true,
  urgency: true,
  priority: true,
  drill: true,
  privateTo: true,
  times: true,
  alerts: true,
  acknowledged: true,
  hold: true,
  major: true,
  merged: true,
  roles: true,
  update: true,
  updateOverdue: true,
  updatedAt: true,
});
/** See {@link listedIncidentSchema}. */
export type ListedIncident = z.output<typeof listedIncidentSchema>;

/** The orders in which incidents are listed. */
export const incidentSorts = ['updated', 'opened', 'priority'] as const;

/** Which incidents are listed: those that fit every filter, a page at a time. */
export const listIncidentsSchema = z.strictObject({
  state: many(z.enum(incidentStates)),
  /** Those with something still to be done. */
  open: flag,
  priority: many(z.coerce.number().int().min(1).max(5)),
  team: many(entityRefSchema),
  entityRef: many(entityRefSchema),
  commander: many(userRefSchema),
  /** Those whose escalation told one of these people or groups. */
  paged: many(entityRefSchema),
  major: many(z.enum(majorStates)),
  /** Drills only, or without them; both when absent. */
  drill: flag,
  /** Those that the reader declared or has a role in. */
  mine: flag,
  /** Those whose promised update is missing. */
  overdue: flag,
  openedFrom: instantSchema.optional(),
  openedTo: instantSchema.optional(),
  /** Words of number and title, each of which may be the beginning of one. */
  q: textSchema.max(200).optional(),
  sort: z.enum(incidentSorts).default('updated'),
  ...pageQuery,
});
export type ListIncidents = z.input<typeof listIncidentsSchema>;
/** The same as the backend reads it: lists are lists, the page has a size. */
export type IncidentFilters = z.output<typeof listIncidentsSchema>;

/** A page of the list. */
export const incidentPageSchema = countedPageSchema(listedIncidentSchema);
export type IncidentPage = z.output<typeof incidentPageSchema>;

/** What the page of an incident needs, as its reader may see and act on it. */
export const incidentDetailSchema = z.object({
  incident: incidentSchema,
  next: nextStepSchema(verbs),
  actions: z.array(actionStateSchema(verbs)),
  following: followStateSchema,
});
export type IncidentDetail = z.output<typeof incidentDetailSchema>;

/** An event of the timeline. */
export const incidentEventSchema = timelineEventSchema.extend({
  /** Somebody pinned it. */
  pinned: z.boolean(),
  /** What its author has it say now; the entry itself stays. */
  rewritten: z
    .object({ text: z.string(), at: instantSchema, by: z.string() })
    .optional(),
});
/** See {@link incidentEventSchema}. */
export type IncidentEvent = z.output<typeof incidentEventSchema>;

/** A page of what the ledger holds about an incident, newest first. */
export const incidentTimelineSchema = pageSchema(incidentEventSchema);
export type IncidentTimeline = z.output<typeof incidentTimelineSchema>;
