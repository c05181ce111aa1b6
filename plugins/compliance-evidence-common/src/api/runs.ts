import {
  actionStateSchema,
  countedPageSchema,
  entityRefSchema,
  instantSchema,
  many,
  pageQuery,
  pageSchema,
  sha256DigestSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { timelineEventSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { completenessSchema } from '../evidence/completeness';
import { runVerbs } from '../run/judge';
import { keepingSchema, keepingVerbs } from '../run/keeping';
import {
  deliveryStates,
  parameterValuesSchema,
  phaseStates,
  reportNameSchema,
  runSchema,
} from '../run/model';
import { phases, runStates } from '../run/phases';
import { rawFormats } from '../report/model';
import {
  controlRefSchema,
  questionSummarySchema,
  stagedColumnSchema,
} from './reports';

/** What asks for a run. */
export const requestRunSchema = z.strictObject({
  report: reportNameSchema,
  /** Those that are left out have their defaults. */
  parameters: parameterValuesSchema.default({}),
  /** Says no to the mails of this run: its pack is made and can be fetched. */
  deliver: z.boolean().default(true),
});
export type RequestRun = z.input<typeof requestRunSchema>;

/** What cancels one, takes a failed one up again, or sends its pack once more. */
export const runVerbSchema = z.strictObject({
  /** Of the run that the caller read. */
  version: z.int(),
  reason: textSchema.min(3).max(500).optional(),
});
export type RunVerbBody = z.input<typeof runVerbSchema>;

/** What decides about the keeping of its evidence. */
export const keepingVerbSchema = z.strictObject({
  /** Of the run that the caller read. */
  version: z.int(),
  reason: textSchema.min(3).max(500),
});
export type KeepingVerbBody = z.input<typeof keepingVerbSchema>;

/** Which runs are listed: those that fit every filter, a page at a time, the newest first. */
export const listRunsSchema = z.strictObject({
  state: many(z.enum(runStates)),
  report: many(reportNameSchema),
  requestedBy: many(entityRefSchema),
  /** Those whose answers name one of these entities of the catalog. */
  entityRef: many(entityRefSchema),
  /** Words of number and title, each of which may be the beginning of one. */
  q: textSchema.max(200).optional(),
  ...pageQuery,
});
export type ListRuns = z.input<typeof listRunsSchema>;
/** The same as the backend reads it: lists are lists, the page has a size. */
export type RunFilters = z.output<typeof listRunsSchema>;

/** A page of the list. */
export const runPageSchema = countedPageSchema(runSchema);
export type RunPage = z.output<typeof runPageSchema>;

/** How one phase goes. */
export const runPhaseSchema = z.object({
  phase: z.enum(phases),
  state: z.enum(phaseStates),
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  /** How far it is: `done` of `total` of what `unit` says, as far as it is known. */
  progress: z
    .object({
      done: z.number(),
      total: z.number().optional(),
      /** `sources`, `rows`, `questions`, `files`, `mails`. */
      unit: z.string(),
    })
    .optional(),
  /** Why it was skipped, or what it does now. */
  note: z.string().optional(),
});
export type RunPhase = z.output<typeof runPhaseSchema>;

/** How one source of a run goes. */
export const runSourceSchema = z.object({
  /** Name of its staged table. */
  name: z.string(),
  title: z.string(),
  source: z.string(),
  state: z.enum(['waiting', 'running', 'retrying', 'taken', 'failed']),
  attempts: z.int(),
  bytes: z.int(),
  rows: z.int().optional(),
  evidenceId: z.uuid().optional(),
  /** What the last attempt failed of. */
  problem: z.string().optional(),
  nextAttemptAt: instantSchema.optional(),
});
export type RunSource = z.output<typeof runSourceSchema>;

/** Evidence: what one source answered to one query, at one moment; an `EvidenceRow`. */
export const evidenceSchema = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  source: z.string(),
  sourceSystem: z.string(),
  queryName: z.string(),
  queryText: z.string(),
  queryParams: parameterValuesSchema,
  executedAt: instantSchema,
  executedBy: z.string(),
  /** The moment that the data describe. */
  asOf: instantSchema,
  rowCount: z.int(),
  /** Of the raw bytes. */
  sha256: sha256DigestSchema,
  size: z.int(),
  key: z.string(),
  format: z.enum(rawFormats),
  recordsAt: z.string().optional(),
  completeness: completenessSchema,
  schemaFingerprint: z.string(),
  columns: z.array(stagedColumnSchema),
});
export type Evidence = z.output<typeof evidenceSchema>;

/** The answer to one question of a run. */
export const runQuestionSchema = questionSummarySchema.extend({
  version: z.string(),
  owner: z.string(),
  sql: z.string(),
  /** Of the file of the query. */
  queryDigest: sha256DigestSchema,
  columns: z.array(z.string()),
  rows: z.int(),
  /** Of its normative bytes. */
  sha256: sha256DigestSchema,
  /** Index of its first row in the tree of the run. */
  first: z.int(),
  tookMs: z.int(),
});
export type RunQuestion = z.output<typeof runQuestionSchema>;

/** A rendering of a run's answers. */
export const runArtefactSchema = z.object({
  path: z.string(),
  sha256: sha256DigestSchema,
  size: z.int(),
  /** The questions it shows. */
  from: z.array(z.string()),
});
export type RunArtefact = z.output<typeof runArtefactSchema>;

/** One mail of a run. */
export const runDeliverySchema = z.object({
  recipient: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  sentAt: instantSchema.optional(),
  /** The pack came as an attachment, or as a link. */
  as: z.enum(['attachment', 'link']).optional(),
  problem: z.string().optional(),
  nextAttemptAt: instantSchema.optional(),
});
export type RunDelivery = z.output<typeof runDeliverySchema>;

/** What the page of a run needs, as its reader may see and act on it. */
export const runDetailSchema = z.object({
  run: runSchema,
  phases: z.array(runPhaseSchema),
  /** Seconds that are left, by the last runs of this report; absent where none has ended. */
  estimateSeconds: z.int().optional(),
  sources: z.array(runSourceSchema),
  evidence: z.array(evidenceSchema),
  questions: z.array(runQuestionSchema),
  /** The tree over all rows of all answers. */
  tree: z.object({ size: z.int(), root: z.string() }).optional(),
  artefacts: z.array(runArtefactSchema),
  pack: z
    .object({
      size: z.int(),
      sha256: sha256DigestSchema,
      /** Of the signed manifest. */
      manifestDigest: sha256DigestSchema,
    })
    .optional(),
  deliveries: z.array(runDeliverySchema),
  actions: z.array(actionStateSchema(runVerbs)),
  /** How long its evidence is kept, and what can be decided about that. */
  keeping: keepingSchema.extend({
    actions: z.array(actionStateSchema(keepingVerbs)),
  }),
});
export type RunDetail = z.output<typeof runDetailSchema>;

/** Which rows of an answer. */
export const questionRowsQuerySchema = z.strictObject({
  /** The position to begin at, from 0. */
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type QuestionRowsQuery = z.input<typeof questionRowsQuerySchema>;

/** One row of an answer, with what proves it. */
export const questionRowSchema = z.object({
  /** In its answer, from 0. */
  position: z.int(),
  /** In the tree of the run. */
  index: z.int(),
  /** As COPY wrote it. */
  row: z.string(),
  /** The same, read: null is no value. */
  values: z.array(z.string().nullable()),
  evidence: z.array(z.string()),
  /** Base64 of its leaf's hash (RFC 6962). */
  leafHash: z.string(),
  /** Base64 of the hashes from its leaf to the root. */
  proof: z.array(z.string()),
});
export type QuestionRow = z.output<typeof questionRowSchema>;

/** A page of an answer. */
export const questionRowsSchema = z.object({
  question: runQuestionSchema,
  tree: z.object({ size: z.int(), root: z.string() }),
  items: z.array(questionRowSchema),
  /** What these rows came from. */
  evidence: z.array(
    evidenceSchema.pick({ id: true, source: true, sourceSystem: true }),
  ),
  /** Where the next page begins; absent on the last one. */
  nextFrom: z.int().optional(),
});
export type QuestionRows = z.output<typeof questionRowsSchema>;

/** Evidence with where it belongs. */
export const evidenceDetailSchema = z.object({
  evidence: evidenceSchema,
  run: runSchema.pick({
    number: true,
    title: true,
    report: true,
    period: true,
    state: true,
  }),
  /** Questions of the run that read its table. */
  usedBy: z.array(z.string()),
  controls: z.array(controlRefSchema),
});
export type EvidenceDetail = z.output<typeof evidenceDetailSchema>;

/** A page of what the ledger holds about a run, newest first. */
export const runTimelineSchema = pageSchema(timelineEventSchema);
export type RunTimeline = z.output<typeof runTimelineSchema>;
