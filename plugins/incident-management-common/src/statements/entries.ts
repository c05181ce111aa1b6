import {
  entityRefSchema,
  instantSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { deliverySchema, sliceSchema } from '../api/figureSchemas';
import { incidentNumber, sourceKinds } from '../model';

/** Which of the incidents that started in a period figures are about. */
export const narrowingSchema = z.object({
  team: z.array(entityRefSchema).max(50).optional(),
  entityRef: z.array(entityRefSchema).max(50).optional(),
  service: z.array(entityRefSchema).max(50).optional(),
  priority: z.array(z.int().min(1).max(5)).max(5).optional(),
  source: z.array(z.enum(sourceKinds)).max(10).optional(),
});

const measuredDeploymentSchema = z.object({
  id: z.string(),
  change: z.string().optional(),
  outcome: z.enum(['succeeded', 'failed', 'rolled_back']),
  startedAt: z.string(),
  finishedAt: z.string(),
  committedAt: z.string().optional(),
  isRework: z.boolean(),
});

/** The ledger entries of figures: what was said of a period, and of which records. */
export const statementEntrySchemas = {
  'figures.stated': z.object({
    /** By which rules the figures are made. */
    rules: z.literal(1),
    from: instantSchema,
    to: instantSchema,
    drills: z.boolean(),
    narrowing: narrowingSchema,
    /** Those that were looked at, and how many entries each had then. */
    considered: z.array(
      z.object({ number: incidentNumber.schema, entries: z.int().min(1) }),
    ),
    /** As change management answered whoever asked. */
    deployments: z.array(measuredDeploymentSchema),
    /** Why some are missing. */
    deploymentsProblem: z.string().optional(),
    incidents: sliceSchema,
    delivery: deliverySchema,
  }),
} as const;
/** What a statement says. */
export type StatementData = z.output<
  (typeof statementEntrySchemas)['figures.stated']
>;
