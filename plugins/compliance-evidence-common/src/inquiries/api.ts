import {
  countedPageSchema,
  entityRefSchema,
  many,
  pageQuery,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { columnTypes } from '../report/model';
import {
  recordTitleSchema,
  runReferenceSchema,
  statementSchema,
} from '../assurance/fields';
import { reportNameSchema } from '../run/model';
import {
  inquiryFactsSchema,
  inquiryKinds,
  LARGEST_SAMPLE,
  LONGEST_TABLE,
} from './model';

/** What the API takes of a file that was made by hand, once it is written as base64. */
const LONGEST_FILE = LONGEST_TABLE;
const words = { text: statementSchema.optional() };
const name = textSchema.min(1).max(200);

/** What asks a question about the staged data of a run. */
export const askQuestionSchema = z.strictObject({
  title: recordTitleSchema,
  ...words,
  sql: z.string().min(1).max(100_000),
});
export type AskQuestion = z.input<typeof askQuestionSchema>;

/** What takes a sample of an answer. */
export const takeSampleSchema = z.strictObject({
  ...words,
  question: name,
  size: z.int().min(1).max(LARGEST_SAMPLE),
});
export type TakeSample = z.input<typeof takeSampleSchema>;

/** What holds an answer against a file that was made by hand. */
export const holdShadowSchema = z.strictObject({
  ...words,
  question: name,
  file: z.strictObject({
    /** With its ending, which says whether it is a CSV or a workbook. */
    name,
    /** Base64. */
    content: z.base64().max(LONGEST_FILE),
    /** Of a workbook: its name; the first one unless given. */
    sheet: textSchema.max(31).optional(),
  }),
  /** Columns that name a row; those of the question unless given. */
  key: z.array(name).min(1).max(20).optional(),
  /** Header by column, where they differ; what the report declares unless given. */
  columns: z.record(z.string(), name).optional(),
});
export type HoldShadow = z.input<typeof holdShadowSchema>;

/** What plants the breaches that the report declares. */
export const seedViolationsSchema = z.strictObject(words);
export type SeedViolations = z.input<typeof seedViolationsSchema>;

/** An inquiry, as every reader of the API gets it. */
export const inquirySchema = inquiryFactsSchema.extend({ id: z.uuid() });
export type Inquiry = z.output<typeof inquirySchema>;

/** An inquiry with the rows that came out: the first of them. */
export const inquiryDetailSchema = z.object({
  inquiry: inquirySchema,
  /** As COPY wrote them; null is no value. */
  rows: z.array(z.array(z.string().nullable())),
  /** Rows that are not shown here, but are in the file. */
  more: z.int().min(0),
});
export type InquiryDetail = z.output<typeof inquiryDetailSchema>;
/** So many rows come with a detail. */
export const SHOWN_ROWS = 500;

/** Which inquiries are listed: those that fit every filter, a page at a time, the newest first. */
export const listInquiriesSchema = z.strictObject({
  kind: many(z.enum(inquiryKinds)),
  run: many(runReferenceSchema),
  report: many(reportNameSchema),
  by: many(entityRefSchema),
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListInquiries = z.input<typeof listInquiriesSchema>;
/** The same as the backend reads it. */
export type InquiryFilters = z.output<typeof listInquiriesSchema>;

/** A page of the list. */
export const inquiryPageSchema = countedPageSchema(inquirySchema);
export type InquiryPage = z.output<typeof inquiryPageSchema>;

/** The tables that a question finds. */
export const stagedTablesSchema = z.object({
  tables: z.array(
    z.object({
      name,
      title: z.string(),
      rows: z.int().optional(),
      columns: z.array(
        z.object({
          name: z.string(),
          type: z.enum(columnTypes),
          required: z.boolean(),
          description: z.string().optional(),
        }),
      ),
    }),
  ),
  /** Breaches that the report declares. */
  seeds: z.int().min(0),
});
export type StagedTables = z.output<typeof stagedTablesSchema>;

const day = z.object({
  inquiry: z.string(),
  run: z.string(),
  at: z.string(),
  period: z.object({ start: z.string(), end: z.string() }).optional(),
  matches: z.boolean(),
});
/** The record of a report's shadow runs, question by question. */
export const parityListSchema = z.object({
  items: z.array(
    z.object({
      question: z.string(),
      title: z.string(),
      needed: z.int(),
      inARow: z.int(),
      trusted: z.boolean(),
      days: z.array(day),
      broken: z
        .object({ by: z.enum(['difference', 'gap']), at: z.string() })
        .optional(),
    }),
  ),
});
export type ParityList = z.output<typeof parityListSchema>;
