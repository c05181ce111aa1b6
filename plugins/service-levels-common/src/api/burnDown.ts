import { z } from 'zod';
import { counts, instant } from './shared';

/** How far a burn-down looks back: over the objective's own window, or how it went over a longer time. */
export const burnDownViews = ['window', 'quarter', 'year'] as const;
export type BurnDownView = (typeof burnDownViews)[number];

export const burnDownQuerySchema = z.strictObject({
  view: z.enum(burnDownViews).default('window'),
});

export const spendingIntervalSchema = counts.extend({
  start: instant,
  end: instant,
  /** Of all that was spent, from 0 to 1. */
  share: z.number(),
});

export const burnDownSchema = z.object({
  view: z.enum(burnDownViews),
  from: instant,
  /** The end of what is counted. */
  to: instant,
  /** The end of the window: after `to` in a calendar period. */
  end: instant,
  points: z.array(
    z.object({
      at: instant,
      /** Share of the budget; absent where nobody knows. */
      left: z.number().optional(),
    }),
  ),
  /** The few times that most of it went in; of the objective's own window. */
  spending: z
    .object({
      /** Bad events in all, and outside of these times. */
      spent: z.number(),
      rest: z.number(),
      intervals: z.array(spendingIntervalSchema),
    })
    .optional(),
});
export type BurnDown = z.infer<typeof burnDownSchema>;

export const burnRatesQuerySchema = z.strictObject({
  /** The place of the pair of windows among those of the objective, from 0. */
  pair: z.coerce.number().int().min(0).max(100).default(0),
});

export const burnRatesSchema = z.object({
  pair: z.number(),
  from: instant,
  to: instant,
  points: z.array(
    z.object({
      at: instant,
      /** Absent where nothing was counted. */
      long: z.number().optional(),
      short: z.number().optional(),
    }),
  ),
});
export type BurnRates = z.infer<typeof burnRatesSchema>;
