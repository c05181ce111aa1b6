import { many } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { runReferenceSchema } from '../fields';
import { causeKinds } from './causes';

const count = z.int().min(0);

/** Which part of a comparison is asked for. */
export const compareRunsSchema = z.strictObject({
  /** One question alone. */
  question: z.string().max(200).optional(),
  kind: many(z.enum(['added', 'removed', 'changed'])),
  /** How many rows of each question are shown. */
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
export type CompareRuns = z.input<typeof compareRunsSchema>;
/** The same as the backend reads it. */
export type ComparisonFilters = z.output<typeof compareRunsSchema>;

/** What differs between two runs, and why. */
export const causeSchema = z.object({
  kind: z.enum(causeKinds),
  name: z.string(),
  older: z.string().optional(),
  newer: z.string().optional(),
});

const cells = z.array(z.string().nullable());
const place = z.object({ position: count, values: cells.readonly() });

/** How one question was answered by two runs. */
export const questionComparisonSchema = z.object({
  question: z.string(),
  title: z.string(),
  /** Of the older and the newer answer. */
  columns: z.object({ older: z.array(z.string()), newer: z.array(z.string()) }),
  key: z.array(z.string()),
  causes: z.array(causeSchema),
  added: count,
  removed: count,
  changed: count,
  /** Rows that differ although nothing they were made of does: this must not be. */
  unexplained: count,
  /** The first of them. */
  rows: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      key: cells,
      older: place.optional(),
      newer: place.optional(),
      columns: z.array(z.string()),
      causes: z.array(z.enum(causeKinds)),
    }),
  ),
});
export type QuestionComparison = z.output<typeof questionComparisonSchema>;

/** Two runs of one report, question by question. */
export const comparisonSchema = z.object({
  report: z.string(),
  older: runReferenceSchema,
  newer: runReferenceSchema,
  questions: z.array(questionComparisonSchema),
});
export type RunComparison = z.output<typeof comparisonSchema>;
