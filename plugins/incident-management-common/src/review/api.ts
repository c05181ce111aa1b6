import {
  callerRefSchema,
  countedPageSchema,
  flag,
  instantSchema,
  many,
  pageQuery,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  actionItemSchema,
  actionStates,
  budgetImpactSchema,
  incidentNumber,
  incidentTitleSchema,
  reasonSchema,
  reviewBasisSchema,
  reviewContentSchema,
  reviewSchema,
  runbookStepSchema,
  wordsSchema,
} from '../model';
import { ReviewVerb } from './verbs';

const entry = z.string().max(100);
const record = z
  .string()
  .regex(
    /^(CHG|PRB)\d{7,}$/,
    'must be the number of a change or a problem, such as CHG0000042',
  );
const ended = z.strictObject({ action: entry, text: reasonSchema });

/** What each verb takes: the body of `POST /incidents/{number}/<verb>`. */
export const reviewBodies = {
  'start-review': z.strictObject({}),
  'edit-review': z.strictObject({
    /** Of the review that the caller read. */
    revision: z.int(),
    content: reviewContentSchema.strict(),
  }),
  'take-review': z.strictObject({ reason: reasonSchema }),
  'publish-review': z.strictObject({ revision: z.int() }),
  'add-action': z.strictObject({
    text: wordsSchema,
    owner: userRefSchema,
    dueAt: instantSchema,
    /** The problem or the change that does it. */
    record: record.optional(),
  }),
  'change-action': z.strictObject({
    action: entry,
    text: wordsSchema.optional(),
    owner: userRefSchema.optional(),
    dueAt: instantSchema.optional(),
    /** Null where nothing does it any more. */
    record: record.nullable().optional(),
    reason: reasonSchema.optional(),
  }),
  'finish-action': ended,
  'cancel-action': ended,
  'tick-step': runbookStepSchema.strict(),
  'untick-step': z.strictObject({
    tick: entry,
    reason: reasonSchema.optional(),
  }),
} as const satisfies Record<ReviewVerb, z.ZodType>;

/** Which revision of a review is asked for; the latest when absent. */
export const reviewQuerySchema = z.strictObject({
  revision: z.coerce.number().int().min(1).optional(),
});
export type ReviewQuery = z.input<typeof reviewQuerySchema>;

/** How a review is exported: to be read anywhere, or as a page of a TechDocs folder. */
export const documentFormats = ['markdown', 'techdocs'] as const;
/** One of {@link documentFormats}. */
export type DocumentFormat = (typeof documentFormats)[number];

/** Which document is asked for. */
export const documentQuerySchema = reviewQuerySchema.extend({
  format: z.enum(documentFormats).default('markdown'),
});
export type DocumentQuery = z.input<typeof documentQuerySchema>;

/** A revision of a review. */
export const reviewRevisionSchema = z.object({
  revision: z.int(),
  by: callerRefSchema,
  at: instantSchema,
});

/** A review with its words. */
export const reviewDetailSchema = z.object({
  review: reviewSchema,
  /** Which revision the words are of. */
  revision: z.int(),
  content: reviewContentSchema,
  /** What it was drafted from. */
  basis: reviewBasisSchema,
  budget: budgetImpactSchema,
  /** The newest first. */
  revisions: z.array(reviewRevisionSchema),
});
export type ReviewDetail = z.output<typeof reviewDetailSchema>;

/** An action item in a list over incidents. */
export const listedActionSchema = actionItemSchema.extend({
  incident: incidentNumber.schema,
  /** Of the incident. */
  title: incidentTitleSchema,
  overdue: z.boolean(),
});
export type ListedAction = z.output<typeof listedActionSchema>;

/** Which action items are listed: those that fit every filter, the first due first. */
export const listActionsSchema = z.strictObject({
  state: many(z.enum(actionStates)),
  owner: many(userRefSchema),
  /** Those of the reader. */
  mine: flag,
  /** Open, and due already. */
  overdue: flag,
  incident: many(incidentNumber.schema),
  ...pageQuery,
});
export type ListActions = z.input<typeof listActionsSchema>;
/** The same as the backend reads it. */
export type ActionFilters = z.output<typeof listActionsSchema>;

/** A page of action items. */
export const actionPageSchema = countedPageSchema(listedActionSchema);
export type ActionPage = z.output<typeof actionPageSchema>;
