import {
  entityRefSchema,
  instantSchema,
  pageQuery,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { findingNumber } from '../assurance/fields';
import { findingSchema } from '../assurance/findings/api';
import { reportNameSchema } from '../run/model';
import { runPageSchema } from './runs';

/** Which entity is asked about. */
export const entityScopeQuerySchema = z.strictObject({
  entityRef: entityRefSchema,
});

/** What audits say of an entity. */
export const entityScopeSchema = z.object({
  /** The reports in whose scope it is: those whose answers name it. */
  items: z.array(
    z.object({
      report: reportNameSchema,
      title: z.string(),
      /** The last completed run that names it. */
      run: z.string(),
      endedAt: instantSchema,
      /** So many rows of questions that ask for violations name it there. */
      violations: z.int(),
    }),
  ),
  /** Findings about it that are not closed, the first ones of the list of findings. */
  findings: z.array(findingSchema),
});
export type EntityScope = z.output<typeof entityScopeSchema>;

/** Which entities have open findings: one that is not among them has none. */
export const openFindingsSchema = z.object({
  items: z.array(
    z.object({
      entityRef: entityRefSchema,
      count: z.int(),
      /** The first few of them. */
      numbers: z.array(findingNumber.schema),
    }),
  ),
});
export type OpenFindings = z.output<typeof openFindingsSchema>;

/** Of which entity, and so many of each. */
export const entityHistoryQuerySchema = z.strictObject({
  entityRef: entityRefSchema,
  limit: pageQuery.limit,
});

/** What audits did with an entity, the newest first. */
export const entityHistorySchema = z.object({
  /** Those that looked at it. */
  runs: runPageSchema.shape.items,
  findings: z.array(findingSchema),
});
export type EntityHistory = z.output<typeof entityHistorySchema>;
