import { z } from 'zod';
import { journalStatuses } from './journal';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;
const zone = /(Z|[+-]\d\d:?\d\d)$/i;

/** An instant. Times without an offset are UTC, as Chaos Toolkit wrote them for years. */
const timeSchema = z.string().transform((text, context) => {
  const at = time.test(text)
    ? Date.parse(zone.test(text) ? text : `${text}Z`)
    : NaN;
  if (Number.isNaN(at)) {
    const found = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    context.addIssue(
      `must be a time such as 2026-11-27T10:00:00, and is ${found}`,
    );
    return z.NEVER;
  }
  return new Date(at).toISOString();
});

const runSchema = z.looseObject({
  activity: z.looseObject({ name: z.string().optional() }),
  status: z.string(),
  start: z.string().optional(),
  end: z.string().optional(),
  duration: z.number().optional(),
  tolerance_met: z.boolean().optional(),
});
const stateSchema = z
  .looseObject({
    steady_state_met: z.boolean().nullable(),
    probes: z.array(runSchema).default([]),
  })
  .nullable();

/** A journal that another tool wrote, as far as it is read; all of it is kept. */
export const foreignJournalSchema = z
  .looseObject({
    'chaoslib-version': z.string().optional(),
    experiment: z.looseObject({ title: z.string().trim().min(1).max(500) }),
    start: timeSchema,
    end: timeSchema,
    status: z.enum(journalStatuses),
    deviated: z.boolean().default(false),
    steady_states: z
      .looseObject({
        before: stateSchema.optional(),
        after: stateSchema.optional(),
      })
      .default({}),
    run: z.array(runSchema).max(10_000).default([]),
    rollbacks: z.array(runSchema).max(10_000).default([]),
  })
  .refine(({ start, end }) => start <= end, {
    path: ['end'],
    message: 'is before the start',
  });
export type ForeignJournal = z.output<typeof foreignJournalSchema>;
