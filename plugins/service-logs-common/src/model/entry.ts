import { instantSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Characters of a body that are shown; of a value among the attributes fewer. */
export const LONGEST_BODY = 16_384;
/** See {@link LONGEST_BODY}. */
export const LONGEST_VALUE = 4_096;

/** A log entry, by the names of OpenTelemetry's data model. Secrets are masked. */
export const logEntrySchema = z.object({
  /** Finds the entry again in its source, also after its file was rotated. */
  id: z.string(),
  /** When it happened. Absent where the entry does not say. */
  timestamp: instantSchema.optional(),
  /** 1 to 24; 0 where the entry says none. */
  severityNumber: z.int().min(0).max(24),
  /** As it was written. */
  severityText: z.string().optional(),
  body: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  traceId: z.string().optional(),
  spanId: z.string().optional(),
  /** Longer than what is shown of it. */
  truncated: z.boolean().optional(),
  /** The line begins like JSON and ends before it is complete. */
  cutOff: z.boolean().optional(),
});
/** See {@link logEntrySchema}. */
export type LogEntry = z.output<typeof logEntrySchema>;
