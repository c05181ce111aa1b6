import {
  evidenceQuerySchema,
  instantSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Of which time proof is asked for; of all where it is not said. */
export const evidenceOfPeriodSchema = evidenceQuerySchema.extend({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type EvidenceOfPeriod = z.output<typeof evidenceOfPeriodSchema>;
