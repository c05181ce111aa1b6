import {
  entityRefSchema,
  instantSchema,
  pageQuery,
  recordNumber,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { filterTextSchema } from '../definitions/schemas';

/** Whose logs, of which source. */
export const logPlaceSchema = z.strictObject({
  entityRef: entityRefSchema,
  /** The name of the source; left out, the first that has logs of the entity. */
  source: z.string().min(1).max(63).optional(),
});

const within = {
  ...logPlaceSchema.shape,
  from: instantSchema,
  /** Up to before this. */
  to: instantSchema,
  /** In the language of the source. */
  filter: filterTextSchema.default(''),
};

const rightWay = <T extends z.ZodType<{ from: string; to: string }>>(
  schema: T,
) =>
  schema.refine(({ from, to }) => from < to, {
    path: ['to'],
    error: 'must be after from',
  });

/** A page of entries, the newest first. */
export const searchLogsSchema = rightWay(
  z.strictObject({
    ...within,
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(16_000).optional(),
  }),
);
export type SearchLogs = z.input<typeof searchLogsSchema>;
/** The same as the backend reads it. */
export type LogSearch = z.output<typeof searchLogsSchema>;

/** Entries a bar. */
export const logHistogramQuerySchema = rightWay(z.strictObject(within));
export type LogHistogramQuery = z.input<typeof logHistogramQuerySchema>;

/** What stands around one entry. */
export const logContextQuerySchema = z.strictObject({
  ...logPlaceSchema.shape,
  id: z.string().min(1).max(2_000),
  before: z.coerce.number().int().min(0).max(100).default(10),
  after: z.coerce.number().int().min(0).max(100).default(10),
});
export type LogContextQuery = z.input<typeof logContextQuerySchema>;

/** What came since: without a cursor from now on. */
export const logTailQuerySchema = z.strictObject({
  ...logPlaceSchema.shape,
  filter: filterTextSchema.default(''),
  cursor: z.string().max(16_000).optional(),
});
export type LogTailQuery = z.input<typeof logTailQuerySchema>;

/** Whether a filter can be asked. */
export const checkFilterSchema = z.strictObject({
  ...logPlaceSchema.shape,
  /** Checked by the source: it may be wrong, and too long. */
  filter: z.string().max(10_000),
});
export type CheckFilter = z.input<typeof checkFilterSchema>;

/** Readings of the logs of an entity, or of whatever logs because of an incident. */
export const logReadingQuerySchema = z
  .strictObject({
    entityRef: entityRefSchema.optional(),
    incident: recordNumber('INC', 'incident').schema.optional(),
    ...pageQuery,
  })
  .refine(({ entityRef, incident }) => entityRef ?? incident, {
    path: ['entityRef'],
    error: 'is missing: name an entity, an incident, or both',
  });
export type ListLogReadings = z.input<typeof logReadingQuerySchema>;
/** The same as the backend reads it. */
export type LogReadingQuery = z.output<typeof logReadingQuerySchema>;

/** A query that somebody keeps for themselves. */
export const saveLogQuerySchema = z.strictObject({
  ...logPlaceSchema.shape,
  title: textSchema.min(1).max(200),
  filter: filterTextSchema,
  minutes: z.int().min(1).max(43_200).optional(),
});
export type SaveLogQuery = z.input<typeof saveLogQuerySchema>;

/** A result that is kept as evidence. */
export const exportLogsSchema = rightWay(
  z.strictObject({
    ...within,
    reason: textSchema.min(3).max(500),
  }),
);
export type ExportLogs = z.input<typeof exportLogsSchema>;

/** Where a kept result is sent to. */
export const sendResultSchema = z.strictObject({
  /** The name of the destination. */
  destination: z.string().min(1).max(63),
});
export type SendResult = z.input<typeof sendResultSchema>;
