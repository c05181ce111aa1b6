import { sha256DigestSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { columnTypes, parameterTypes, severities } from '../report/model';
import { reportNameSchema } from '../run/model';

/** What somebody chooses before a run. */
export const reportParameterSchema = z.object({
  name: z.string(),
  title: z.string(),
  type: z.enum(parameterTypes),
  required: z.boolean(),
  default: z.union([z.string(), z.array(z.string())]).optional(),
  choices: z.array(z.string()).optional(),
});
export type ReportParameter = z.output<typeof reportParameterSchema>;

/** What is wrong with a report, where, and what would be right: a `ReportProblem`. */
export const reportProblemSchema = z.object({
  /** Inside the report's folder. */
  file: z.string(),
  line: z.int(),
  column: z.int().optional(),
  /** `spec.sources[0].key`; empty for the file itself. */
  path: z.string(),
  rule: z.string(),
  message: z.string(),
});

/** A control that a question answers. */
export const controlRefSchema = z.object({
  framework: z.string(),
  id: z.string(),
  title: z.string().optional(),
});

/** A question of a report, in a few words. */
export const questionSummarySchema = z.object({
  name: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  answers: z.enum(['violations', 'population']),
  controls: z.array(controlRefSchema),
});

/** A report in the list. */
export const reportSummarySchema = z.object({
  name: reportNameSchema,
  title: z.string(),
  description: z.string(),
  owner: z.string(),
  /** Absent where its report.yaml could not be read. */
  digest: sha256DigestSchema.optional(),
  /** False while something is wrong with it: it cannot be run then. */
  ready: z.boolean(),
  problems: z.array(reportProblemSchema),
  parameters: z.array(reportParameterSchema),
  questions: z.int(),
  sources: z.int(),
  formats: z.array(z.string()),
  /** As people read it: `quarterly at 06:00 (Europe/Berlin), due by 09:00`. */
  schedule: z.string().optional(),
  /** When its schedule asks for it next. */
  nextRunAt: z.string().optional(),
  lastRun: z
    .object({ number: z.string(), state: z.string(), requestedAt: z.string() })
    .optional(),
});
export type ReportSummary = z.output<typeof reportSummarySchema>;

/** Every report of the folder. */
export const reportListSchema = z.object({
  items: z.array(reportSummarySchema),
});
export type ReportList = z.output<typeof reportListSchema>;

/** A question with its query. */
export const reportQuestionSchema = questionSummarySchema.extend({
  file: z.string(),
  key: z.array(z.string()),
  description: z.string().optional(),
  owner: z.string().optional(),
  version: z.string().optional(),
  /** The text of the query, as it stands in the file. */
  sql: z.string(),
});
export type ReportQuestion = z.output<typeof reportQuestionSchema>;

/** A column of a staged table. */
export const stagedColumnSchema = z.object({
  name: z.string(),
  type: z.enum(columnTypes),
  required: z.boolean(),
  description: z.string().optional(),
  from: z.string().optional(),
});

/** A source that a report reads, and whether the portal is configured to reach it. */
export const reportSourceSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** Id of the configured source. */
  source: z.string(),
  /** What it is, such as `IAM (Google Cloud)`; absent where it is not configured. */
  system: z.string().optional(),
  configured: z.boolean(),
  query: z.object({ name: z.string(), text: z.string() }),
  key: z.array(z.string()),
  columns: z.array(stagedColumnSchema),
});
export type ReportSource = z.output<typeof reportSourceSchema>;

/** What the page of a report needs. */
export const reportDetailSchema = z.object({
  report: reportSummarySchema,
  questionList: z.array(reportQuestionSchema),
  sourceList: z.array(reportSourceSchema),
  recipients: z.array(z.string()),
  retentionDays: z.int().optional(),
  /** Of its periods: an IANA name. */
  timeZone: z.string().optional(),
  /** Files of the report, with their digests. */
  files: z.array(
    z.object({
      path: z.string(),
      size: z.int(),
      sha256: sha256DigestSchema,
    }),
  ),
  /** Whether the caller may run it. */
  mayRun: z.boolean(),
});
export type ReportDetail = z.output<typeof reportDetailSchema>;
