import {
  entityRefSchema,
  instantSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { reportNameSchema } from '../run/model';

/** Which entity is asked about. */
export const entityScopeQuerySchema = z.strictObject({
  entityRef: entityRefSchema,
});

/** The reports in whose scope an entity is: those whose answers name it. */
export const entityScopeSchema = z.object({
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
});
export type EntityScope = z.output<typeof entityScopeSchema>;
