import {
  entityRefSchema,
  instantSchema,
  many,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { docsPageSchema, incidentNumber } from '../model';

/** When a step of a runbook was last ticked off, where and by whom. */
const useSchema = z.object({
  incident: incidentNumber.schema,
  at: instantSchema,
  by: z.string(),
});
export type LastUse = z.output<typeof useSchema>;

/** What became of one runbook, over all incidents that the reader sees. */
export const runbookUseSchema = z.object({
  /** Whose documentation it is in. */
  runbook: entityRefSchema,
  /** The page of that documentation; absent for the page that the entity itself has. */
  page: docsPageSchema.optional(),
  /** In how many incidents a step of it was ticked off, without drills. */
  incidents: z.int(),
  lastUsed: useSchema.optional(),
  /** The same of drills. */
  drills: z.int(),
  lastDrilled: useSchema.optional(),
});
export type RunbookUse = z.output<typeof runbookUseSchema>;

/** Of which runbooks; of all when absent. */
export const runbookUsesQuerySchema = z.strictObject({
  runbook: many(entityRefSchema),
});
export type RunbookUsesQuery = z.input<typeof runbookUsesQuerySchema>;

/** The runbooks of which a step was ticked off, the last used first. */
export const runbookUsesSchema = z.object({
  items: z.array(runbookUseSchema),
  /** There are more than are told. */
  capped: z.boolean(),
});
export type RunbookUses = z.output<typeof runbookUsesSchema>;
