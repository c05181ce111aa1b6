import { instantSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { narrowingSchema } from './entries';

/** Of which figures a statement is wanted: a period, and what it is narrowed to. */
export const stateFiguresSchema = z.strictObject({
  ...narrowingSchema.shape,
  /** Ninety days before `to` when absent. */
  from: instantSchema.optional(),
  /** Now when absent; it does not belong to the period. */
  to: instantSchema.optional(),
  drills: z.boolean().default(false),
});
export type StateFigures = z.input<typeof stateFiguresSchema>;

/** A statement that stands in the ledger. */
export const statementSchema = z.object({
  id: z.uuid(),
  statedAt: z.string(),
  from: z.string(),
  to: z.string(),
  /** How many incidents count. */
  incidents: z.int(),
  deployments: z.int(),
});
export type FigureStatement = z.output<typeof statementSchema>;
