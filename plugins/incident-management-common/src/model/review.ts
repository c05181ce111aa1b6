import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  sha256DigestSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { recordReferenceSchema, reasonSchema, wordsSchema } from './fields';
import { timesSchema } from './times';

/** The parts of a review, in the order in which they are read. */
export const reviewSections = [
  'happened',
  'impact',
  'factors',
  'wentWell',
  'wentBadly',
] as const;
/** One of {@link reviewSections}. */
export type ReviewSection = (typeof reviewSections)[number];

/** A section holds so many characters at most. */
export const LONGEST_SECTION = 12_000;

const section = textSchema.max(LONGEST_SECTION);

/** The words of a review, in Markdown. */
export const reviewContentSchema = z.object({
  happened: section,
  impact: section,
  factors: section,
  wentWell: section,
  wentBadly: section,
});
/** See {@link reviewContentSchema}. */
export type ReviewContent = z.output<typeof reviewContentSchema>;

/** Somebody who did something, and when. */
const signed = { by: callerRefSchema, at: instantSchema };

/** Where the review of an incident stands. */
export const reviewSchema = z.object({
  started: z.object(signed),
  /** Who writes it. */
  author: userRefSchema,
  /** One up with each edit; the draft is the first. */
  revision: z.int().min(1),
  /** Of its words as they stand. */
  digest: sha256DigestSchema,
  edited: z.object(signed),
  /** What was published last, and the times that the incident had then. */
  published: z
    .object({
      revision: z.int().min(1),
      digest: sha256DigestSchema,
      times: timesSchema,
      ...signed,
    })
    .optional(),
});
/** See {@link reviewSchema}. */
export type Review = z.output<typeof reviewSchema>;

/** What became of an action item. */
export const actionStates = ['open', 'done', 'canceled'] as const;
/** One of {@link actionStates}. */
export type ActionItemState = (typeof actionStates)[number];

/** Something to be done so that it does not come back. */
export const actionItemSchema = z.object({
  /** The entry that added it. */
  id: z.string(),
  text: wordsSchema,
  owner: userRefSchema,
  dueAt: instantSchema,
  /** The problem or the change that does it. */
  record: recordReferenceSchema.optional(),
  added: z.object(signed),
  state: z.enum(actionStates),
  /** What came of it, or why it is not done. */
  ended: z.object({ text: reasonSchema, ...signed }).optional(),
});
/** See {@link actionItemSchema}. */
export type ActionItem = z.output<typeof actionItemSchema>;

/** A page of the documentation of an entity, by its path there: `runbooks/slow`. */
export const docsPageSchema = textSchema
  .max(500)
  .regex(
    /^(?!\.{1,2}(?:\/|$))[^/?#\\\s]+(?:\/(?!\.{1,2}(?:\/|$))[^/?#\\\s]+)*$/,
    'must be the path of a page within the documentation, such as runbooks/slow',
  );

/** A step of a runbook, as it was read when somebody took it. */
export const runbookStepSchema = z.object({
  /** Whose runbook it is; absent for a step that somebody made up. */
  runbook: entityRefSchema.optional(),
  /** The page of that entity's documentation; absent for the page that the entity itself has. */
  page: docsPageSchema.optional(),
  /** The part of the runbook that it is in. */
  part: textSchema.min(1).max(300).optional(),
  step: textSchema.min(1).max(1000),
});
/** See {@link runbookStepSchema}. */
export type RunbookStep = z.output<typeof runbookStepSchema>;

/** A step that somebody took. */
export const stepTickSchema = runbookStepSchema.extend({
  /** The entry that says so. */
  id: z.string(),
  ...signed,
});
/** See {@link stepTickSchema}. */
export type StepTick = z.output<typeof stepTickSchema>;

/** What an incident took of the error budget of one objective. */
export const budgetShareSchema = z.object({
  objective: z.string().max(300),
  title: z.string().max(500),
  bad: z.number(),
  total: z.number(),
  /** Share of the budget of its window, 1 for all of it; absent where nobody can say. */
  spent: z.number().optional(),
});
/** See {@link budgetShareSchema}. */
export type BudgetShare = z.output<typeof budgetShareSchema>;

/** What an incident took of error budgets, as service levels said when the review was drafted. */
export const budgetImpactSchema = z.object({
  /** `none`: what was hit has no objective. `unknown`: service levels did not answer. */
  state: z.enum(['known', 'none', 'unknown']),
  objectives: z.array(budgetShareSchema).max(50),
});
/** See {@link budgetImpactSchema}. */
export type BudgetImpact = z.output<typeof budgetImpactSchema>;

/** What a draft was made from: whoever verifies makes it again from the story. */
export const reviewBasisSchema = z.object({
  times: timesSchema,
  /** Numbers of the changes that were confirmed as causes. */
  causes: z.array(z.string()).max(100),
  /** The entries of the timeline that tell what happened, in their order. */
  moments: z.array(z.object({ entry: z.string(), at: instantSchema })).max(500),
});
/** See {@link reviewBasisSchema}. */
export type ReviewBasis = z.output<typeof reviewBasisSchema>;
