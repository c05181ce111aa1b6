import {
  instantSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** The ledger entries of alerts themselves: that somebody was told of some that lead to no entity. */
export const alertEntrySchemas = {
  'alert_group.told': z.object({
    integration: z.string().max(300),
    condition: z.string().max(300),
    title: textSchema.max(300),
    /** So many of its alerts fired. */
    firing: z.int().min(1),
    beganAt: instantSchema,
    /** Whom configuration names. */
    tell: z.array(z.string().max(300)).max(20),
    /** Whom that meant then. */
    told: z
      .array(
        z.object({
          recipient: z.string().max(300),
          via: z.string().max(300).optional(),
        }),
      )
      .min(1)
      .max(100),
  }),
} as const;
