import { z } from 'zod';
import { counts, instant } from './shared';

export const recordedStepSchema = counts.extend({
  start: instant,
  end: instant,
});
export type RecordedStepView = z.infer<typeof recordedStepSchema>;

export const queryRoles = ['good', 'bad', 'total', 'ratio', 'value'] as const;

/** How the figures of an objective come from what was counted: every event that is in them, and who said so. */
export const explanationSchema = z.object({
  /** The instant that the figures are of. */
  at: instant,
  target: z.number(),
  /** What was counted in all: what the figures are made of. */
  counts,
  /** Share of the window that is measured. */
  measured: z.number(),
  measuredSince: instant.optional(),
  /** What is counted: each event, or each slice of time. */
  method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
  from: instant,
  to: instant,
  /** Of the calendar period, after `to`. */
  end: instant,
  /** The steps that the counts are the sum of, oldest first. */
  steps: z.array(recordedStepSchema),
  /** What is in the counts and in no step that is still kept apart; absent where the steps are all of it. */
  remainder: counts.optional(),
  queries: z.array(
    z.object({
      role: z.enum(queryRoles),
      /** Of a composite: the objective whose query it is. */
      part: z.string().optional(),
      source: z.string(),
      /** As the definition has it. */
      query: z.string(),
    }),
  ),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const countedStepsQuerySchema = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'must be after from',
  });

/** What was counted in a time, in the finest steps that are still kept. */
export const countedStepsSchema = z.object({
  steps: z.array(recordedStepSchema),
});
export type CountedSteps = z.infer<typeof countedStepsSchema>;
