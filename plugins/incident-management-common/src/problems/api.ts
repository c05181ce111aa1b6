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
  sentenceSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  entitiesSchema,
  incidentNumber,
  incidentTitleSchema,
  problemNumber,
  reasonSchema,
  wordsSchema,
} from '../model';
import { ProblemVerb, problemVerbs } from './verbs';
import { problemFactsSchema, problemStates } from './model';

const nothing = z.strictObject({});
const text = z.strictObject({ text: reasonSchema });
const incident = incidentNumber.schema;

/** What opens a problem. */
export const openProblemSchema = z.strictObject({
  title: incidentTitleSchema,
  description: textSchema.max(10_000).optional(),
  entities: entitiesSchema,
  /** The incidents that it is seen by. */
  incidents: z.array(incident).max(200).default([]),
});
export type OpenProblem = z.input<typeof openProblemSchema>;

/** What each verb takes: the body of `POST /problems/{number}/<verb>`. */
export const problemBodies = {
  assess: nothing,
  analyze: nothing,
  reanalyze: z.strictObject({ reason: reasonSchema }),
  know: z.strictObject({ cause: wordsSchema, workaround: wordsSchema }),
  'plan-fix': z.strictObject({
    change: z
      .string()
      .regex(/^CHG\d{7,}$/, 'must be a change number such as CHG0000042'),
  }),
  resolve: text,
  'accept-risk': text,
  close: nothing,
  cancel: text,
  duplicate: z.strictObject({ of: problemNumber.schema, text: reasonSchema }),
  'link-incident': z.strictObject({ incident }),
  'unlink-incident': z.strictObject({ incident, reason: reasonSchema }),
  assign: z.strictObject({ person: userRefSchema.optional() }),
  edit: z.strictObject({
    /** Of the problem that the caller read. */
    version: z.int(),
    title: incidentTitleSchema.optional(),
    description: textSchema.max(10_000).optional(),
  }),
  note: z.strictObject({ text: wordsSchema }),
} as const satisfies Record<ProblemVerb, z.ZodType>;

/** What a verb takes, as a caller writes it. */
export type ProblemInput<V extends ProblemVerb> = z.input<
  (typeof problemBodies)[V]
>;
/** The same, checked. */
export type ProblemBody<V extends ProblemVerb> = z.output<
  (typeof problemBodies)[V]
>;

/** A problem, as every reader of the API gets it. */
export const problemSchema = problemFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
});
/** See {@link problemSchema}. */
export type Problem = z.output<typeof problemSchema>;

/** Which problems are listed: those that fit every filter, a page at a time. */
export const listProblemsSchema = z.strictObject({
  state: many(z.enum(problemStates)),
  /** Known errors only, or without them. */
  knownError: flag,
  team: many(entityRefSchema),
  entityRef: many(entityRefSchema),
  owner: many(userRefSchema),
  incident: many(incident),
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListProblems = z.input<typeof listProblemsSchema>;
/** The same as the backend reads it. */
export type ProblemFilters = z.output<typeof listProblemsSchema>;

/** A page of the list. */
export const problemPageSchema = countedPageSchema(problemSchema);
export type ProblemPage = z.output<typeof problemPageSchema>;

/** What the page of a problem needs, as its reader may see and act on it. */
export const problemDetailSchema = z.object({
  problem: problemSchema,
  next: nextStepSchema(problemVerbs),
  actions: z.array(actionStateSchema(problemVerbs)),
});
export type ProblemDetail = z.output<typeof problemDetailSchema>;

/** A page of what the ledger holds about a problem, newest first. */
export const problemTimelineSchema = pageSchema(timelineEventSchema);
export type ProblemTimeline = z.output<typeof problemTimelineSchema>;

/** Problems that should be looked for, with the evidence for each. */
export const problemCandidatesSchema = z.object({
  candidates: z.array(
    z.object({
      key: z.string(),
      entity: z.string(),
      condition: z.string().optional(),
      cause: z.string().optional(),
      incidents: z.array(z.string()),
      reason: sentenceSchema,
    }),
  ),
});
export type ProblemCandidates = z.output<typeof problemCandidatesSchema>;

/** Known errors that may be what an incident is about, the best first. */
export const knownErrorsSchema = z.object({
  matches: z.array(
    z.object({
      error: z.object({
        number: z.string(),
        title: z.string(),
        workaround: z.string(),
        entities: z.array(z.string()).readonly(),
        conditions: z.array(z.string()).readonly(),
      }),
      reasons: z.array(sentenceSchema),
    }),
  ),
});
export type KnownErrors = z.output<typeof knownErrorsSchema>;
