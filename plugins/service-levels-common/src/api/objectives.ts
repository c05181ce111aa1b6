import {
  countedPageSchema,
  many,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { objectiveStates } from '../engine/objectiveState';
import { compositions } from '../openslo/objective';
import { alertSchema } from './alerts';
import { correctedFiguresSchema } from './corrections';
import { counts, instant } from './shared';

/** The highest promise that is honest, by what the critical dependencies promise. */
export const ceilingSchema = z.object({
  /** The product of what each promises, which is counted once. */
  highest: z.number(),
  /** Whether this objective promises more. */
  exceeded: z.boolean(),
  dependencies: z.array(
    z.object({
      /** The item it depends on. */
      item: z.string(),
      objective: z.string(),
      target: z.number(),
      /** From the item that promises to this one, over every item between. */
      path: z.array(z.string()),
    }),
  ),
});
export type ObjectiveCeiling = z.infer<typeof ceilingSchema>;

export const objectiveSummarySchema = z.object({
  /** The name of its SLO, with `#2` for the second objective of one that has several. */
  id: z.string(),
  slo: z.string(),
  title: z.string(),
  service: z.string(),
  component: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  source: z.string(),
  target: z.number(),
  /** Milliseconds. */
  window: z.number(),
  windowKind: z.enum(['rolling', 'calendar']),
  state: z.enum(objectiveStates),
  /** Share of good events; absent where there is no figure. */
  sli: z.number().optional(),
  burnRate: z.number().optional(),
  /** 1 is all of it, below 0 it is overspent. */
  budgetLeft: z.number().optional(),
  /** Share of the window that is measured, from 0 to 1: the figures speak of no more than that. */
  measured: z.number().optional(),
  /** When it was judged last, and when anything was heard of it last. */
  evaluatedAt: instant.optional(),
  heardAt: instant.optional(),
  /** Why nothing is counted. */
  problem: z.string().optional(),
  /** How fast it burns now, over the long window of the fastest pair that burns, or else of the fastest; absent where nothing was counted in it. */
  burning: z.object({ rate: z.number(), window: z.number() }).optional(),
  /** Milliseconds until the budget is spent, should it go on like now; absent where it lasts. */
  exhaustedIn: z.number().optional(),
  /** What was left of the budget at equal distances over the window, oldest first: a small picture of it. */
  trend: z.array(z.number()).optional(),
});
export type ObjectiveSummary = z.infer<typeof objectiveSummarySchema>;

/** A pair of windows and what both have to be above. */
export const pairThresholdSchema = z.object({
  severity: z.enum(['page', 'ticket']),
  /** Milliseconds. */
  longWindow: z.number(),
  shortWindow: z.number(),
  burnRate: z.number(),
  errorRatio: z.number(),
  canFire: z.boolean(),
});

const pair = pairThresholdSchema.extend({
  state: z.enum([
    'quiet',
    'rising',
    'recovering',
    'burning',
    'insufficient-evidence',
    'no-data',
    'inconsistent',
  ]),
  long: counts,
  short: counts,
});

export const predictionSchema = z.object({
  errorRatio: z.number(),
  /** By pair, in the order of the pairs; milliseconds, absent where it never fires. */
  pairs: z.array(
    z.object({
      firesAfter: z.number().optional(),
      resetsAfter: z.number().optional(),
    }),
  ),
});

export const objectiveDetailSchema = objectiveSummarySchema.extend({
  counts: counts.optional(),
  /** The same without the times that corrections exclude; absent where none does. */
  corrected: correctedFiguresSchema.optional(),
  /** What its critical dependencies leave to promise; absent where none promises anything. */
  ceiling: ceilingSchema.optional(),
  /** Of which objectives it is made, where it is. */
  composite: z
    .object({
      kind: z.enum(compositions),
      parts: z.array(
        z.object({
          id: z.string(),
          weight: z.number(),
          /** How the part stands; absent where there is no such objective any more. */
          objective: objectiveSummarySchema.optional(),
        }),
      ),
    })
    .optional(),
  measuredSince: instant.optional(),
  pairs: z.array(pair),
  predictions: z.array(predictionSchema),
  /** Milliseconds of silence after which somebody is told. */
  silenceAllowed: z.number(),
  /** Where it says what to do when its budget burns: a path of the portal, or an address. */
  runbook: z.string().optional(),
  definition: z.object({
    digest: z.string(),
    file: z.string(),
    line: z.number(),
    text: z.string(),
  }),
  alerts: z.array(alertSchema),
});
export type ObjectiveDetail = z.infer<typeof objectiveDetailSchema>;

/** A page of objectives, and what else there is that the other filters let through. */
export const objectivePageSchema = countedPageSchema(
  objectiveSummarySchema,
).extend({
  /** How many are in each state, whatever state the list is narrowed to. */
  states: z.partialRecord(z.enum(objectiveStates), z.int()),
  /** Entity refs of those who own objectives, and of the systems that have some. */
  owners: z.array(z.string()),
  systems: z.array(z.string()),
});

/** How the objectives of each system stand: how many are in which state. Those of no system are in none. */
export const systemListSchema = z.object({
  items: z.array(
    z.object({
      system: z.string(),
      states: z.partialRecord(z.enum(objectiveStates), z.int()),
    }),
  ),
});
/** See {@link systemListSchema}. */
export type SystemList = z.infer<typeof systemListSchema>;

/** How many objectives each component has: one that is not among them has none. */
export const componentListSchema = z.object({
  items: z.array(z.object({ component: z.string(), objectives: z.int() })),
});
/** See {@link componentListSchema}. */
export type ComponentList = z.infer<typeof componentListSchema>;

const ref = z.string().max(260);

export const listObjectivesQuerySchema = z.strictObject({
  state: many(z.enum(objectiveStates)),
  owner: many(ref),
  system: many(ref),
  component: ref.optional(),
  /** Names of SLOs, and of the sources that they are measured with. */
  slo: many(ref),
  source: many(ref),
  q: textSchema.max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListObjectivesQuery = z.infer<typeof listObjectivesQuerySchema>;

export const historyQuerySchema = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'must be after from',
  });

export const historySchema = z.object({
  /** Milliseconds. */
  step: z.number(),
  points: z.array(counts.extend({ end: instant })),
});
export type ObjectiveHistory = z.infer<typeof historySchema>;
