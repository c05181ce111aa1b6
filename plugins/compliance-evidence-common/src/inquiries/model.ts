import {
  instantSchema,
  callerRefSchema,
  recordNumber,
  sha256DigestSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  recordTitleSchema,
  runReferenceSchema,
  statementSchema,
} from '../assurance/fields';

/** What somebody asks of a run afterwards. */
export const inquiryKinds = ['question', 'sample', 'shadow', 'seeded'] as const;
/** One of {@link inquiryKinds}. */
export type InquiryKind = (typeof inquiryKinds)[number];

/** Numbers of inquiries: `INQ0000042`. */
export const inquiryNumber = recordNumber('INQ', 'inquiry');

/** No result has more rows. */
export const MOST_RESULT_ROWS = 10_000;
/** No result has more characters. */
export const LONGEST_RESULT = 8 * 1024 * 1024;
/** No sample is larger: whoever needs more takes the population. */
export const LARGEST_SAMPLE = 1000;
/** A table that was made by hand has no more characters. */
export const LONGEST_TABLE = 4 * 1024 * 1024;

const count = z.int().min(0);
const name = textSchema.min(1).max(200);

/** The rows of one answer, as the signed manifest counts them. */
const answerSchema = z.object({ question: name, version: name, rows: count });

/** A question in SQL about the staged data of a run. */
export const askedQuestionSchema = z.object({
  kind: z.literal('question'),
  sql: z.string().min(1).max(100_000),
  /** The columns that say in which order its rows come. */
  orderedBy: z.array(name).min(1),
});
/** Rows that nobody chose. */
export const askedSampleSchema = answerSchema.extend({
  kind: z.literal('sample'),
  size: z.int().min(1).max(LARGEST_SAMPLE),
});
/** An answer held against a table that somebody made by hand. */
export const askedShadowSchema = answerSchema.extend({
  kind: z.literal('shadow'),
  /** Columns that name a row in both. */
  key: z.array(name).min(1),
  /** Which header of the table is held against which column. */
  columns: z.array(z.object({ column: name, header: name })).min(1),
  /** The file as it came, and the table that was read from it. */
  file: z.object({
    name,
    sha256: sha256DigestSchema,
    size: count,
    table: sha256DigestSchema,
  }),
});
/** Every known breach that the report declares, planted into a copy of the data. */
export const askedSeededSchema = z.object({
  kind: z.literal('seeded'),
  seeds: count.min(1),
});

/** What was asked: all that it takes to answer it again. */
export const inquiryAskedSchema = z.discriminatedUnion('kind', [
  askedQuestionSchema,
  askedSampleSchema,
  askedShadowSchema,
  askedSeededSchema,
]);
export type InquiryAsked = z.output<typeof inquiryAskedSchema>;
/** What was asked, of one kind. */
export type AskedOf<K extends InquiryKind> = Extract<InquiryAsked, { kind: K }>;

/** What an answer comes to, in numbers. */
export const inquiryOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question') }),
  z.object({
    kind: z.literal('sample'),
    /** Positions in the answer, in the order in which they were drawn. */
    positions: z.array(count),
  }),
  z.object({
    kind: z.literal('shadow'),
    /** Rows of the table that was made by hand. */
    byHand: count,
    /** Rows that are in both, and the same in every cell. */
    same: count,
    /** Rows that are in both, and differ. */
    differ: count,
    onlyInRun: count,
    onlyByHand: count,
    /** Rows of the table whose key is there already. */
    repeated: count,
    /** Cells that were held against each other, and those that differ. */
    cells: count,
    cellsDiffer: count,
  }),
  z.object({
    kind: z.literal('seeded'),
    caught: count,
    missed: count,
    /** Breaches that could not be planted: there was no row to make them of. */
    notPlanted: count,
  }),
]);
export type InquiryOutcome = z.output<typeof inquiryOutcomeSchema>;
/** The numbers of one kind. */
export type OutcomeOf<K extends InquiryKind> = Extract<
  InquiryOutcome,
  { kind: K }
>;

/** The run that is asked about, as its signed pack has it. */
export const askedRunSchema = z.object({
  number: runReferenceSchema,
  report: name,
  reportDigest: sha256DigestSchema,
  /** Of the signed manifest. */
  manifestDigest: sha256DigestSchema,
  /** The tree over all rows of all answers. */
  rows: z.object({ size: count, root: z.string().max(100) }),
  /** The time that the run is about, where it is about one. */
  period: z.object({ start: instantSchema, end: instantSchema }).optional(),
});
export type AskedRun = z.output<typeof askedRunSchema>;

/** The bytes of an answer: a CSV, as COPY writes it. */
export const inquiryResultSchema = z.object({
  columns: z.array(z.string().max(200)),
  rows: count.max(MOST_RESULT_ROWS),
  size: count,
  sha256: sha256DigestSchema,
});
export type InquiryResult = z.output<typeof inquiryResultSchema>;

/** An inquiry: what its one ledger entry says. */
export const inquiryFactsSchema = z.object({
  number: inquiryNumber.schema,
  title: recordTitleSchema,
  /** Why it was asked, in words. */
  text: statementSchema.optional(),
  state: z.literal('answered'),
  run: askedRunSchema,
  asked: inquiryAskedSchema,
  outcome: inquiryOutcomeSchema,
  result: inquiryResultSchema,
  answered: z.object({ by: callerRefSchema, at: instantSchema }),
});
export type InquiryFacts = z.output<typeof inquiryFactsSchema>;
