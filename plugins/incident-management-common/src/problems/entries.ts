import {
  entityRefSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  entitiesSchema,
  incidentNumber,
  incidentTitleSchema,
  problemNumber,
  reasonSchema,
  recordReferenceSchema,
  wordsSchema,
} from '../model';

const nothing = z.object({});
const reason = { reason: reasonSchema };
const incident = incidentNumber.schema;

/** The ledger entries of problems: what decides something, and all that a verifier needs to judge it. */
export const problemEntrySchemas = {
  'problem.opened': z.object({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
    title: incidentTitleSchema,
    description: textSchema.max(10_000).optional(),
    entities: entitiesSchema,
    team: entityRefSchema.optional(),
    incidents: z.array(incident).max(200),
  }),
  'problem.assessed': nothing,
  'problem.analyzed': nothing,
  'problem.reanalyzed': z.object(reason),
  'problem.known': z.object({ cause: wordsSchema, workaround: wordsSchema }),
  'problem.fix_planned': z.object({ change: recordReferenceSchema }),
  'problem.resolved': z.object({
    text: reasonSchema,
    /** The change that fixes it, and how it stood when this was said. */
    change: recordReferenceSchema,
    changeState: z.string(),
  }),
  'problem.risk_accepted': z.object({ text: reasonSchema }),
  'problem.closed': z.object({
    /** Incidents of it that were open when this was said. */
    open: z.array(incident),
  }),
  'problem.canceled': z.object({ text: reasonSchema }),
  'problem.duplicate': z.object({
    of: problemNumber.schema,
    text: reasonSchema,
  }),
  'problem.incident_linked': z.object({ incident }),
  'problem.incident_unlinked': z.object({ incident, ...reason }),
  'problem.assigned': z.object({ person: userRefSchema.optional() }),
  'problem.edited': z.object({
    title: incidentTitleSchema.optional(),
    description: textSchema.max(10_000).optional(),
  }),
  'problem.noted': z.object({ text: wordsSchema }),
} as const;

/** The data of each entry about a problem, by its type. */
export type ProblemEntrySchemas = typeof problemEntrySchemas;
/** What an entry about a problem may be. */
export type ProblemEntryType = keyof ProblemEntrySchemas;
/** What is in an entry of this type. */
export type ProblemEntryData<T extends ProblemEntryType> = z.output<
  ProblemEntrySchemas[T]
>;
