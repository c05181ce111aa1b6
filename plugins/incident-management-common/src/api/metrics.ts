import {
  entityRefSchema,
  flag,
  instantSchema,
  many,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { durationFigures, metricsDimensions } from '../metrics';
import { sourceKinds } from '../model';

/** Which incidents figures are made of: those that started in the period. */
export const metricsQuerySchema = z.strictObject({
  /** Ninety days before `to` when absent. */
  from: instantSchema.optional(),
  /** Now when absent; it does not belong to the period. */
  to: instantSchema.optional(),
  team: many(entityRefSchema),
  entityRef: many(entityRefSchema),
  /** What is named first: by it figures are taken apart by service. */
  service: many(entityRefSchema),
  priority: many(z.coerce.number().int().min(1).max(5)),
  source: many(z.enum(sourceKinds)),
  /** Whether drills count. */
  drills: flag,
});
export type MetricsQuery = z.input<typeof metricsQuerySchema>;

const durations = z.object({
  n: z.int(),
  median: z.number().optional(),
  p90: z.number().optional(),
});
const rate = z.object({
  n: z.int(),
  count: z.int(),
  rate: z.number().optional(),
});
const covered = durations.extend({ of: z.int() });

const sliceSchema = z.object({
  incidents: z.int(),
  detect: covered,
  acknowledge: covered,
  mitigate: covered,
  restore: covered,
  resolve: covered,
  betweenFailures: z.object({
    failures: z.int(),
    operatingSeconds: z.number(),
    services: z.int(),
    seconds: z.number().optional(),
  }),
});

/** What `GET /metrics` answers. Times in seconds. */
export const incidentMetricsSchema = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  drills: z.boolean(),
  all: sliceSchema,
  by: z.record(
    z.enum(metricsDimensions),
    z.array(z.object({ key: z.string(), figures: sliceSchema })),
  ),
  byWeek: z.array(
    z.object({ week: z.string(), incidents: z.int(), restore: durations }),
  ),
  delivery: z.object({
    deployments: z.int(),
    frequency: z.object({
      perDay: z.number(),
      n: z.int(),
      days: z.number(),
    }),
    leadTime: durations,
    changeFailRate: rate,
    recoveryTime: durations,
    reworkRate: rate,
  }),
  /** Why the figures of deployments are missing, where changes cannot be read, or how many of them are left out. */
  deliveryProblem: z.string().optional(),
  /** How often a confirmed cause stood first among the suspects, and among the first three. */
  suspects: z.object({ top1: rate, top3: rate }),
  definitions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      definition: z.string(),
      exclusions: z.string(),
    }),
  ),
});
export type IncidentMetricsAnswer = z.output<typeof incidentMetricsSchema>;

/** Of which figure the incidents are asked for. */
export const figureSchema = z.enum(durationFigures);

/** What `GET /metrics/{figure}` answers: the longest first. */
export const figureRecordsSchema = z.object({
  items: z.array(
    z.object({ number: z.string(), title: z.string(), seconds: z.number() }),
  ),
  /** How many there are, where not all are shown. */
  count: z.int(),
});
export type FigureRecords = z.output<typeof figureRecordsSchema>;
