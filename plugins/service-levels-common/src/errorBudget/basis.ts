import { z } from 'zod';
import { objectiveStates } from '../engine/objectiveState';
import { budgetRelations } from './vocabulary';
import { errorBudgetPoliciesSchema, whenUnavailableSchema } from './policy';

/** What was counted in a time that is over. ISO 8601. */
const countedTimeSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  bad: z.number(),
  total: z.number(),
});
export type CountedTime = z.infer<typeof countedTimeSchema>;

/** What the figures of a budget were worked out of. */
export const countedFiguresSchema = countedTimeSchema.extend({
  /** Over the long window of the fastest pair: of it the burn rate is. */
  recent: countedTimeSchema.optional(),
});
export type CountedFigures = z.infer<typeof countedFiguresSchema>;

/** What a verdict was derived from, as it is on record with the decision that relied on it. */
export const errorBudgetBasisSchema = z.object({
  /** Of the policies with what holds when nobody can be asked; absent in what was recorded before it was kept. */
  policyDigest: z.string().optional(),
  policies: errorBudgetPoliciesSchema,
  whenUnavailable: whenUnavailableSchema.optional(),
  subjects: z.array(
    z.object({
      budget: z.object({
        state: z.enum(objectiveStates),
        left: z.number().optional(),
        burnRate: z.number().optional(),
        measured: z.number(),
      }),
      objective: z.object({
        id: z.string(),
        target: z.number(),
        windowDays: z.number(),
      }),
      component: z.looseObject({ entityRef: z.string() }),
      relation: z.enum(budgetRelations),
      change: z.object({
        type: z.string(),
        category: z.string(),
        environment: z.string(),
        reliabilityFix: z.boolean(),
      }),
      /** Absent where nothing was counted, or in what was recorded before it was kept. */
      counted: countedFiguresSchema.optional(),
    }),
  ),
});
export type ErrorBudgetBasis = z.infer<typeof errorBudgetBasisSchema>;
