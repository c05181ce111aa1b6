import {
  entityRefSchema,
  instantSchema,
  textSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** One page of a step: whom it went to and how, or why it went to nobody. */
const pageSchema = z.object({
  id: z.uuid(),
  channel: z.enum(['notification', 'target', 'nobody']),
  recipient: z.string().max(300),
  via: z.string().max(300).optional(),
  nobody: z.string().max(50).optional(),
});

/** The ledger entries of being on call: who stands in for whom, and who was told of an incident by which step. */
export const onCallEntrySchemas = {
  'override.opened': z.object({
    rotation: z.string(),
    who: userRefSchema,
    start: instantSchema,
    end: instantSchema,
    reason: textSchema.min(3).max(2000),
  }),
  'override.withdrawn': z.object({}),
  /** About an incident. */
  'incident.paged': z.object({
    policy: z.string(),
    /** How often it had been reopened. */
    run: z.int().min(0),
    step: z.int().min(0),
    raisedAt: instantSchema,
    dueAt: instantSchema,
    /** The entity by which the policy was chosen. */
    entity: entityRefSchema.optional(),
    pages: z.array(pageSchema).max(100),
  }),
} as const;
