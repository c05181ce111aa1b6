import {
  LedgerStatus,
  timelineEventSchema,
} from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  CallOptions,
  countedPageSchema,
  JsonClient,
  many,
  pageQuery,
  pageSchema,
  RecordApi,
  TimelineQuery,
} from '../api';
import { EvidenceQuery } from '../evidence';
import { entityRefSchema, sha256DigestSchema, textSchema } from '../model';
import { importedFromSchema } from './entries';
import { importOutcomes } from './judge';
import { ImportKind } from './kinds';
import {
  foreignNumberSchema,
  importedContentSchema,
  importedRecordSchema,
  importedSummarySchema,
  importSystemSchema,
} from './model';

/** So many records are brought at once, in one transaction. */
export const MOST_BROUGHT = 100;

/** Records of another system that are brought: all of one file, as many as fit. */
export const bringRecordsSchema = z.strictObject({
  system: importSystemSchema,
  file: importedFromSchema.omit({ row: true }),
  /** Says what would become of each, and writes nothing. */
  dryRun: z.boolean(),
  /** Replaces what is here already and differs. */
  update: z.boolean(),
  records: z
    .array(
      z.strictObject({
        row: z.int().min(1),
        number: foreignNumberSchema,
        content: importedContentSchema,
      }),
    )
    .min(1)
    .max(MOST_BROUGHT),
});
export type BringRecords = z.input<typeof bringRecordsSchema>;
/** The same as the backend reads it. */
export type BroughtRecords = z.output<typeof bringRecordsSchema>;

/** What became of each record, in the order in which they were brought. */
export const broughtSchema = z.object({
  records: z.array(
    z.object({
      row: z.int(),
      foreignNumber: z.string(),
      outcome: z.enum(importOutcomes),
      /** Ours; absent where it is not here. */
      number: z.string().optional(),
      /** What of it differs from what is here. */
      differences: z.array(z.string()),
      /** Why it is refused, field by field. */
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  ),
});
export type Brought = z.output<typeof broughtSchema>;

/** Which of them are listed, a page at a time. */
export const listImportedSchema = z.strictObject({
  system: many(importSystemSchema),
  entityRef: many(entityRefSchema),
  /** Words of numbers, title and state, each of which may be the beginning of one. */
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListImported = z.input<typeof listImportedSchema>;
/** The same as the backend reads it. */
export type ImportedFilters = z.output<typeof listImportedSchema>;

/** A page of the list. */
export const importedPageSchema = countedPageSchema(importedSummarySchema);
export type ImportedPage = z.output<typeof importedPageSchema>;

/** What the page of one needs. */
export const importedDetailSchema = z.object({
  record: importedRecordSchema,
  /** Of the record as it stands here now: the same as {@link importedRecordSchema}'s unless somebody changed it by hand. */
  digestNow: sha256DigestSchema,
});
export type ImportedDetail = z.output<typeof importedDetailSchema>;

/** A page of what the ledger holds about one, newest first. */
export const importedTimelineSchema = pageSchema(timelineEventSchema);
export type ImportedTimeline = z.output<typeof importedTimelineSchema>;

/** Where an area keeps what was taken over of a kind. */
export function importedPath(kind: ImportKind): string {
  return `/imported-${kind}s`;
}

/** The HTTP API of what was taken over of one kind, at the area that keeps such records. */
export class ImportedClient {
  readonly #client: JsonClient;
  readonly #path: string;
  readonly #records: RecordApi<ImportedPage, ImportedDetail, ImportedTimeline>;

  constructor(
    kind: ImportKind,
    options: ConstructorParameters<typeof JsonClient>[0],
  ) {
    this.#client = new JsonClient(options);
    this.#path = importedPath(kind);
    this.#records = new RecordApi(this.#client, this.#path);
  }

  listImported(query: ListImported = {}, options?: CallOptions) {
    return this.#records.list(query, options);
  }

  getImported(number: string, options?: CallOptions) {
    return this.#records.get(number, options);
  }

  /** Brings records: the same may be brought again, and nothing is there twice. */
  bring(body: BringRecords, options?: CallOptions) {
    return this.#client.post<Brought>(this.#path, body, options);
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#records.timeline(number, query, options);
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#records.evidence(number, query, options);
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}
