import {
  defineEntries,
  entityRefSchema,
  instantSchema,
  recordNumber,
  sha256DigestSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Numbers of results that were kept as evidence: `LGX0000042`. */
export const logExportNumber = recordNumber('LGX', 'log export');

/** What was asked, exactly as the source was asked it. */
export const exportedQuerySchema = z.object({
  entityRef: entityRefSchema,
  source: z.string(),
  language: z.string(),
  filter: z.string(),
  from: instantSchema,
  to: instantSchema,
});

/** What was asked of logs that somebody read only because of an incident. */
export const readingQuerySchema = z.object({
  source: z.string(),
  filter: z.string(),
  /** Absent where what is written now is followed, or stands around an entry. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});

/** What can be asked of logs. */
export const readingKinds = [
  'entries',
  'histogram',
  'context',
  'tail',
] as const;

/** A kept result on its way to a place outside. */
export const sentResultSchema = z.object({
  destination: z.string(),
  /** As the destination knows it, such as `larkspur-prod.logs.results`. */
  place: z.string(),
  /** Entries of the result. */
  count: z.int().min(0),
  /** Of the result as it was kept. */
  digest: sha256DigestSchema,
});
export type SentResult = z.output<typeof sentResultSchema>;

/** The ledger entries of logs: what was asked, and what was answered. */
export const logEntries = defineEntries({
  /** Somebody reads the logs of an entity, the subject, that only an incident lets them read. */
  'log.read': z.object({
    incident: z.string(),
    asked: z.enum(readingKinds),
    query: readingQuerySchema,
  }),
  'log.exported': z.object({
    query: exportedQuerySchema,
    /** Entries of the result. */
    count: z.int().min(0),
    /** False where there were more than an export takes, or time ran out: the newest are in it. */
    complete: z.boolean(),
    /** Of the result as it is handed out: a line of JSON an entry, secrets masked. */
    digest: sha256DigestSchema,
    bytes: z.int().min(0),
    /** Why it is kept. */
    reason: z.string(),
  }),
  /** The result is sent out of the portal: recorded before it leaves, so that none leaves unrecorded. */
  'log.sent': sentResultSchema,
  /** What was sent did not all arrive. */
  'log.send_failed': sentResultSchema.extend({
    /** As whoever sent it was told; absent where nobody could say. */
    reason: z.string().optional(),
  }),
});

/** The data of each entry, by its type. */
export type LogEntrySchemas = typeof logEntries.schemas;
