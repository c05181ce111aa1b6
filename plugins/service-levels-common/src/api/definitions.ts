import { z } from 'zod';
import {
  ceilingSchema,
  pairThresholdSchema,
  predictionSchema,
} from './objectives';

export const problemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number(),
  document: z.string().optional(),
  path: z.string(),
  rule: z.string(),
  message: z.string(),
});
export const problemListSchema = z.object({ items: z.array(problemSchema) });

/** Definitions that somebody considers, as they would stand in a file. Nothing is kept of them. */
export const checkDefinitionsSchema = z.strictObject({
  text: z
    .string()
    .min(1, 'must not be empty')
    .max(200_000, 'must have 200,000 characters at most'),
});

/** What definitions would make: what is wrong with them, and when each objective would alert. */
export const checkedDefinitionsSchema = z.object({
  problems: z.array(problemSchema),
  objectives: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      service: z.string(),
      target: z.number(),
      /** Milliseconds. */
      window: z.number(),
      windowKind: z.enum(['rolling', 'calendar']),
      /** Milliseconds of complete failure that spend all of it. */
      budget: z.number(),
      pairs: z.array(pairThresholdSchema),
      predictions: z.array(predictionSchema),
      /** Milliseconds of silence after which somebody is told. */
      silenceAllowed: z.number(),
      ceiling: ceilingSchema.optional(),
    }),
  ),
});
export type CheckedDefinitions = z.infer<typeof checkedDefinitionsSchema>;
