import {
  entityRefSchema,
  flag,
  instantSchema,
  many,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  alertFigures,
  deploymentFigures,
  incidentFigures,
  metricsDimensions,
} from '../metrics';
import { sourceKinds } from '../model';
import {
  definitions,
  deliverySchema,
  durations,
  rate,
  sliceSchema,
} from './figureSchemas';

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
  delivery: deliverySchema,
  /** Why the figures of deployments are missing, where changes cannot be read, or how many of them are left out. */
  deliveryProblem: z.string().optional(),
  /** How often a confirmed cause stood first among the suspects, and among the first three. */
  suspects: z.object({ top1: rate, top3: rate }),
  definitions,
});
export type IncidentMetricsAnswer = z.output<typeof incidentMetricsSchema>;

/** Of which figure the incidents are asked for. */
export const figureSchema = z.enum(incidentFigures);

/** What `GET /metrics/{figure}` answers: the longest first. */
export const figureRecordsSchema = z.object({
  items: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      /** What it adds to a time. */
      seconds: z.number().optional(),
      /** Where its cause stood among the suspects; absent where it stood nowhere. */
      rank: z.int().optional(),
    }),
  ),
  /** How many there are, where not all are shown. */
  count: z.int(),
});
export type FigureRecords = z.output<typeof figureRecordsSchema>;

/** Of which figure the deployments are asked for. */
export const deploymentFigureSchema = z.enum(deploymentFigures);

/** What `GET /metrics/{figure}/deployments` answers: the longest lead time, or else the newest first. */
export const deploymentRecordsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      change: z.string().optional(),
      outcome: z.enum(['succeeded', 'failed', 'rolled_back']),
      startedAt: z.string(),
      finishedAt: z.string(),
      committedAt: z.string().optional(),
      isRework: z.boolean(),
      /** From commit to deployed. */
      seconds: z.number().optional(),
      /** Incidents that count it as their cause. */
      incidents: z.array(z.string()),
    }),
  ),
  count: z.int(),
  /** Why deployments are missing, where changes cannot be read, or how many of them are left out. */
  problem: z.string().optional(),
});
export type DeploymentRecords = z.output<typeof deploymentRecordsSchema>;

/** Which alerts figures are made of: those that began to fire in the period. */
export const alertQualityQuerySchema = z.strictObject({
  /** Ninety days before `to` when absent. */
  from: instantSchema.optional(),
  /** Now when absent; it does not belong to the period. */
  to: instantSchema.optional(),
  /** What they are about. */
  entityRef: many(entityRefSchema),
});
export type AlertQualityQuery = z.input<typeof alertQualityQuerySchema>;

/** What `GET /alert-quality` answers. */
export const alertQualitySchema = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  runs: z.int(),
  unmapped: z.int(),
  unheard: z.int(),
  undecided: z.int(),
  noise: rate,
  flapping: rate,
  withoutRunbook: rate,
  definitions,
});
export type AlertQualityAnswer = z.output<typeof alertQualitySchema>;

/** Of which figure the alerts are asked for. */
export const alertFigureSchema = z.enum(alertFigures);

/** What `GET /alert-quality/{figure}` answers: the newest first. */
export const alertRunsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** The group of alerts. */
      group: z.string(),
      title: z.string(),
      condition: z.string(),
      entityRef: z.string().optional(),
      startedAt: z.string(),
      endedAt: z.string().optional(),
      incident: z.string().optional(),
    }),
  ),
  count: z.int(),
});
export type AlertRuns = z.output<typeof alertRunsSchema>;
