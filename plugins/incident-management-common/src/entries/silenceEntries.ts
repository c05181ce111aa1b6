import {
  instantSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** The ledger entries of silences: who wanted to hear nothing of what, until when, and why. */
export const silenceEntrySchemas = {
  'silence.opened': z.object({
    /** A Backstage filter predicate over an alert. */
    match: z.record(z.string(), z.unknown()),
    reason: textSchema.min(3).max(2000),
    startsAt: instantSchema,
    endsAt: instantSchema,
  }),
  'silence.ended': z.object({}),
} as const;
