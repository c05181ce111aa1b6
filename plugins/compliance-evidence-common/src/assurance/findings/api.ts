import {
  actionStateSchema,
  countedPageSchema,
  entityRefSchema,
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
import { severities } from '../../report';
import {
  referenceSchema,
  runReferenceSchema,
  statementSchema,
} from '../fields';
import { findingFactsSchema, findingStates } from './model';
import { FindingVerb, findingVerbs } from './verbs';

/** What each verb takes: the body of `POST /findings/{number}/<verb>`. */
export const findingBodies = {
  explain: z.strictObject({
    text: statementSchema,
    evidence: z.array(referenceSchema).max(50).default([]),
  }),
  accept: z.strictObject({ until: instantSchema, reason: statementSchema }),
  'revoke-acceptance': z.strictObject({ reason: statementSchema }),
  remediate: z.strictObject({
    change: z
      .string()
      .regex(/^CHG\d{7,}$/, 'must be a change number such as CHG0000042'),
    text: statementSchema,
  }),
  close: z.strictObject({
    /** Left out, its explanation closes what happened in a period. */
    run: runReferenceSchema.optional(),
    text: statementSchema,
  }),
  reopen: z.strictObject({ reason: statementSchema }),
  assign: z.strictObject({ person: userRefSchema.optional() }),
  note: z.strictObject({ text: statementSchema }),
} as const satisfies Record<FindingVerb, z.ZodType>;

/** What a verb takes, as a caller writes it. */
export type FindingInput<V extends FindingVerb> = z.input<
  (typeof findingBodies)[V]
>;
/** The same, checked. */
export type FindingBody<V extends FindingVerb> = z.output<
  (typeof findingBodies)[V]
>;

/** A finding, as every reader of the API gets it: its state is that of the moment. */
export const findingSchema = findingFactsSchema.extend({
  id: z.uuid(),
  /** One up with each write. */
  version: z.int(),
  updatedAt: instantSchema,
  lastSeenRun: runReferenceSchema,
  absentRun: runReferenceSchema.optional(),
});
/** See {@link findingSchema}. */
export type Finding = z.output<typeof findingSchema>;

/** Which findings are listed: those that fit every filter, a page at a time. */
export const listFindingsSchema = z.strictObject({
  state: many(z.enum(findingStates)),
  severity: many(z.enum(severities)),
  report: many(textSchema.max(200)),
  question: many(textSchema.max(200)),
  /** Those that this run saw. */
  run: many(runReferenceSchema),
  entityRef: many(entityRefSchema),
  owner: many(userRefSchema),
  team: many(entityRefSchema),
  /** Framework and id of a control, with a slash between them: `SOX ITGC/AC-2`. */
  control: many(textSchema.max(220)),
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListFindings = z.input<typeof listFindingsSchema>;
/** The same as the backend reads it. */
export type FindingFilters = z.output<typeof listFindingsSchema>;

/** A page of the list. */
export const findingPageSchema = countedPageSchema(findingSchema);
export type FindingPage = z.output<typeof findingPageSchema>;

/** What the page of a finding needs, as its reader may see and act on it. */
export const findingDetailSchema = z.object({
  finding: findingSchema,
  next: nextStepSchema(findingVerbs),
  actions: z.array(actionStateSchema(findingVerbs)),
});
export type FindingDetail = z.output<typeof findingDetailSchema>;

/** A page of what the ledger holds about a record, newest first. */
export const assuranceTimelineSchema = pageSchema(timelineEventSchema);
export type AssuranceTimeline = z.output<typeof assuranceTimelineSchema>;
