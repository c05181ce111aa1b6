import {
  instantSchema,
  sentenceSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** A change that may have caused an incident, with why. */
export const suspectSchema = z.object({
  change: z.string(),
  title: z.string(),
  /** 1 to 100: higher is more likely. A rank, and no probability. */
  score: z.int().min(1).max(100),
  /** The item that speaks most against it. */
  item: z.string(),
  /** From what is hit to that item; empty where it is the same. */
  path: z.array(
    z.object({ from: z.string(), relation: z.string(), to: z.string() }),
  ),
  /** The time at which it was carried out that is meant. */
  run: z.object({
    from: instantSchema,
    to: instantSchema.optional(),
    outcome: z.enum(['succeeded', 'failed', 'rolled_back']).optional(),
    deviates: z.boolean().optional(),
  }),
  /** What speaks for it, the strongest first. */
  reasons: z.array(z.string()),
  reasonsSegments: z.array(sentenceSchema).optional(),
  /** Somebody confirmed that it caused the incident. */
  confirmed: z.boolean(),
});

/** What `GET /incidents/{number}/suspects` answers: the most likely first. */
export const suspectsSchema = z.object({
  items: z.array(suspectSchema),
  /** Why there are none, where changes cannot be read. */
  problem: z.string().optional(),
  /** There is no change management in this portal. */
  isMissing: z.boolean().optional(),
});
export type Suspects = z.output<typeof suspectsSchema>;
