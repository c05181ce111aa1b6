import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  pageSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { logMetricDefinitionSchema } from '../definitions/schemas';
import {
  exportedQuerySchema,
  logExportNumber,
  readingKinds,
  readingQuerySchema,
} from '../evidence/entries';
import { LONGEST_FILTER } from '../filter';
import { logEntrySchema } from '../model';

/** The languages that filters are written in: the first is the product's own. */
export const filterLanguages = [
  'countersign',
  'logql',
  'google-cloud-logging',
] as const;
/** One of {@link filterLanguages}. */
export type FilterLanguage = (typeof filterLanguages)[number];

/** A source that has logs of an entity. */
export const logSourceSchema = z.object({
  name: z.string(),
  title: z.string(),
  language: z.enum(filterLanguages),
});
export type LogSourceInfo = z.output<typeof logSourceSchema>;

/** A metric as its code has it, and the language of the source that it is counted from. */
export const logMetricSchema = logMetricDefinitionSchema.extend({
  /** Absent where no source has the logs. */
  language: z.enum(filterLanguages).optional(),
});
export type LogMetric = z.output<typeof logMetricSchema>;

/** A query that is there to be asked again. */
export const savedLogQuerySchema = z.object({
  id: z.string(),
  title: z.string(),
  entityRef: entityRefSchema,
  source: z.string().optional(),
  filter: z.string().max(LONGEST_FILTER),
  minutes: z.int().optional(),
  /** Kept as code by a team, or by the reader alone. */
  kind: z.enum(['code', 'own']),
});
export type SavedLogQuery = z.output<typeof savedLogQuerySchema>;

/** A place outside that takes kept results. */
export const logDestinationSchema = z.object({
  name: z.string(),
  title: z.string(),
  place: z.string(),
});
export type LogDestinationInfo = z.output<typeof logDestinationSchema>;

/** What there is for the logs of an entity, and what the reader may do. */
export const logOverviewSchema = z.object({
  entityRef: entityRefSchema,
  sources: z.array(logSourceSchema),
  queries: z.array(savedLogQuerySchema),
  metrics: z.array(logMetricDefinitionSchema),
  /** Where the reader may send results that were kept. */
  destinations: z.array(logDestinationSchema),
  may: z.object({
    export: z.boolean(),
    save: z.boolean(),
    /** See who read the logs because of an incident alone. */
    readings: z.boolean(),
  }),
});
export type LogOverview = z.output<typeof logOverviewSchema>;

/** Entries, the newest first. */
export const logPageSchema = pageSchema(logEntrySchema).extend({
  /** False where time ran out: the cursor goes on from where the search came to. */
  complete: z.boolean(),
  /** How far back the search came. */
  searchedTo: instantSchema.optional(),
  /** What of the source could not be read, as sentences. */
  problems: z.array(z.string()),
});
export type LogPage = z.output<typeof logPageSchema>;

/** What came, the oldest first. */
export const logTailSchema = z.object({
  items: z.array(logEntrySchema),
  cursor: z.string(),
  /** True where more came than one answer takes: the older of it is left out. */
  skipped: z.boolean(),
});
export type LogTail = z.output<typeof logTailSchema>;

/** The entry, and what stands before and after it in its file or stream, the oldest first. */
export const logContextSchema = z.object({
  items: z.array(logEntrySchema),
});
export type LogContext = z.output<typeof logContextSchema>;

/** What is wrong with a filter: nothing, where the list is empty. */
export const filterCheckSchema = z.object({
  problems: z.array(
    z.object({ from: z.int(), to: z.int(), message: z.string() }),
  ),
});
export type FilterCheck = z.output<typeof filterCheckSchema>;

/** A result that was kept as evidence. */
export const logExportSchema = z.object({
  number: logExportNumber.schema,
  query: exportedQuerySchema,
  count: z.int(),
  complete: z.boolean(),
  digest: z.string(),
  bytes: z.int(),
  reason: z.string(),
  exportedBy: callerRefSchema,
  exportedAt: instantSchema,
});
export type LogExport = z.output<typeof logExportSchema>;

/** Exports of an entity's logs, the newest first. */
export const logExportPageSchema = pageSchema(logExportSchema);
export type LogExportPage = z.output<typeof logExportPageSchema>;

/** Somebody read the logs of an entity that only an incident let them read. */
export const logReadingSchema = z.object({
  entityRef: entityRefSchema,
  incident: z.string(),
  asked: z.enum(readingKinds),
  query: readingQuerySchema,
  readBy: callerRefSchema,
  readAt: instantSchema,
});
export type LogReading = z.output<typeof logReadingSchema>;

/** Readings of an entity's logs because of incidents, the newest first. */
export const logReadingPageSchema = pageSchema(logReadingSchema);
export type LogReadingPage = z.output<typeof logReadingPageSchema>;
