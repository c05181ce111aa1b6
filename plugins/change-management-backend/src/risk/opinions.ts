import { riskLevels } from '@countersign/plugin-change-management-common';
import { z } from 'zod';

const text = z.string().trim().min(1).max(500);

const evidenceSchema = z.array(
  z.object({ text, ref: z.string().max(2000).optional() }),
);

/** What a source of factors may answer; `points` are counted here. */
export const factorsSchema = z
  .array(
    z.object({
      id: z.string().max(200),
      title: text,
      value: z.number(),
      weight: z.number(),
      evidence: evidenceSchema,
    }),
  )
  .max(50);

/** What a source of floors may answer. */
export const floorsSchema = z
  .array(
    z.object({
      rule: text,
      level: z.enum(riskLevels),
      reason: text,
      evidence: evidenceSchema.max(20),
    }),
  )
  .max(50);
