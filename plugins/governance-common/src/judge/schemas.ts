import { z } from 'zod';

/** Its segments, where it has some, stand beside it: see `told`. */
const sentence = z.string();

/** The schema of an `ActionStateOf` these verbs. */
export function actionStateSchema<const V extends readonly string[]>(verbs: V) {
  return z.object({
    verb: z.enum(verbs),
    allowed: z.boolean(),
    guard: z.string().optional(),
    message: sentence.optional(),
    remedy: sentence.optional(),
    warning: sentence.optional(),
  });
}

/** The schema of a `NextStepOf` these verbs. */
export function nextStepSchema<const V extends readonly string[]>(verbs: V) {
  const verb = z.enum(verbs);
  return z.object({
    text: sentence,
    verb: verb.optional(),
    who: z.array(z.string()),
    conditions: z.array(
      z.object({
        id: z.string(),
        guard: z.string(),
        text: sentence,
        remedy: sentence,
        mendedBy: z.array(verb),
        who: z.array(z.string()),
        later: z.boolean().optional(),
        at: z.string().optional(),
      }),
    ),
  });
}
