import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  incidentTitleSchema,
  problemNumber,
  reasonSchema,
  recordReferenceSchema,
  wordsSchema,
} from '../model';

/** Where a problem stands. */
export const problemStates = [
  'new',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
  'resolved',
  'closed',
] as const;
/** One of {@link problemStates}. */
export type ProblemState = (typeof problemStates)[number];

/** What came of a problem. */
export const problemOutcomes = [
  'fixed',
  'risk-accepted',
  'duplicate',
  'canceled',
] as const;
/** One of {@link problemOutcomes}. */
export type ProblemOutcome = (typeof problemOutcomes)[number];

const signed = { by: callerRefSchema, at: instantSchema };

/** A problem: what its ledger entries say, folded. */
export const problemFactsSchema = z.object({
  number: problemNumber.schema,
  title: incidentTitleSchema,
  description: textSchema.max(10_000).optional(),
  /** Where it is, the most important first. */
  entities: z.array(entityRefSchema),
  /** Who owns the first of them. */
  team: entityRefSchema.optional(),
  opened: z.object(signed),
  state: z.enum(problemStates),
  /** Who sees to it. */
  owner: userRefSchema.optional(),
  /** What is wrong, once somebody found it. */
  cause: z.object({ text: wordsSchema, ...signed }).optional(),
  /** What helps until it is fixed. */
  workaround: z.object({ text: wordsSchema, ...signed }).optional(),
  /** Its cause and a workaround are known, and it is not solved. */
  knownError: z.boolean(),
  /** The change that fixes it. */
  fix: recordReferenceSchema.optional(),
  incidents: z.array(z.string()),
  outcome: z
    .object({
      code: z.enum(problemOutcomes),
      text: reasonSchema,
      /** The problem that it is a duplicate of. */
      of: problemNumber.schema.optional(),
      ...signed,
    })
    .optional(),
  closedAt: instantSchema.optional(),
  reanalyzed: z.int(),
  /** People who worked on it, in lower case: none of them accepts its risk. */
  hands: z.array(z.string()),
});
/** See {@link problemFactsSchema}. */
export type ProblemFacts = z.output<typeof problemFactsSchema>;
