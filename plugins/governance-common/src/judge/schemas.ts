import { z } from 'zod';
import { sentenceSchema } from '../sentence';

/** What is wrong with one field of a request, as an API answers it. */
export const fieldProblemSchema = z.strictObject({
  field: z.string(),
  message: z.string(),
  messageSegments: sentenceSchema.optional(),
});

/** What the caller may do with a record of an area with these verbs; see `ActionStateOf`. */
export function actionStateSchema<V extends string>(verbs: readonly V[]) {
  return z.strictObject({
    verb: z.enum(verbs),
    allowed: z.boolean(),
    guard: z.string().optional(),
    message: z.string().optional(),
    messageSegments: sentenceSchema.optional(),
    remedy: z.string().optional(),
    remedySegments: sentenceSchema.optional(),
    fields: z.array(z.string()).readonly().optional(),
    warning: z.string().optional(),
  });
}

/** A condition that a record does not meet yet; see `ConditionOf`. */
export function conditionSchema<V extends string>(verbs: readonly V[]) {
  return z.strictObject({
    id: z.string(),
    guard: z.string(),
    text: z.string(),
    textSegments: sentenceSchema.optional(),
    remedy: z.string(),
    remedySegments: sentenceSchema.optional(),
    mendedBy: z.array(z.enum(verbs)),
    who: z.array(z.string()),
    later: z.boolean().optional(),
    at: z.string().optional(),
  });
}

/** The next step of a record; see `NextStepOf`. */
export function nextStepSchema<V extends string>(verbs: readonly V[]) {
  return z.strictObject({
    text: z.string(),
    textSegments: sentenceSchema.optional(),
    verb: z.enum(verbs).optional(),
    who: z.array(z.string()),
    conditions: z.array(conditionSchema(verbs)),
  });
}
