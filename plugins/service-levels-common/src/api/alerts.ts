import {
  recordNumber,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { instant } from './shared';

/** The numbers of alerts: `ALR0000042`. */
export const alertNumber = recordNumber('ALR', 'alert');

export const alertSchema = z.object({
  number: alertNumber.schema,
  objective: z.string(),
  title: z.string(),
  component: z.string().optional(),
  owner: z.string().optional(),
  /** A budget that burns, or an objective of which nothing is heard. */
  kind: z.enum(['burn', 'silence']),
  state: z.enum(['pending', 'firing', 'resolved', 'withdrawn']),
  severity: z.enum(['page', 'ticket']),
  /** Milliseconds: the long window of the pair that fires. */
  window: z.number(),
  pendingSince: instant,
  firedAt: instant.optional(),
  resolvedAt: instant.optional(),
  acknowledged: z.object({ by: z.string(), at: instant }).optional(),
});
export type AlertView = z.infer<typeof alertSchema>;

export const listAlertsQuerySchema = z.strictObject({
  objective: z.string().max(300).optional(),
  state: z.enum(['pending', 'firing', 'resolved', 'withdrawn']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be taken from nextCursor of the page before')
    .optional(),
});
export type ListAlertsQuery = z.infer<typeof listAlertsQuerySchema>;

export const alertPageSchema = z.object({
  items: z.array(alertSchema),
  nextCursor: z.string().optional(),
});

export const acknowledgeRequestSchema = z.strictObject({
  comment: textSchema.max(2000).optional(),
});
