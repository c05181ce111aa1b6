import {
  callerRefSchema,
  defineEntries,
  instantSchema,
  sha256DigestSchema,
  textSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { completenessSchema } from '../evidence/completeness';
import { rawFormats } from '../report/model';
import {
  parameterValuesSchema,
  reportNameSchema,
  reportPeriodSchema,
  runFailureSchema,
} from './model';

const reasonSchema = z.object({
  reason: textSchema.min(3).max(500).optional(),
});

const decisionSchema = z.object({ reason: textSchema.min(3).max(500) });

/** What the ledger keeps of a snapshot: all of its evidence row but what is long. */
const takenSchema = z.object({
  evidenceId: z.uuid(),
  source: z.string(),
  sourceSystem: z.string(),
  queryName: z.string(),
  queryDigest: sha256DigestSchema,
  queryParams: parameterValuesSchema,
  executedAt: instantSchema,
  asOf: instantSchema,
  rowCount: z.int(),
  sha256: sha256DigestSchema,
  size: z.int(),
  format: z.enum(rawFormats),
  schemaFingerprint: z.string(),
  completeness: completenessSchema,
});

/** What of a run is kept in the store, and erased in the end. */
export const erasedKinds = ['snapshot', 'answer', 'artifact', 'pack'] as const;

/** The ledger entries of runs: what decides something, and all that a verifier needs to judge it. */
export const runEntries = defineEntries({
  'run.requested': z.object({
    report: reportNameSchema,
    title: z.string(),
    reportDigest: sha256DigestSchema,
    parameters: parameterValuesSchema,
    period: reportPeriodSchema.optional(),
    sources: z.array(z.string()),
    questions: z.array(z.string()),
    recipients: z.array(z.string()),
    scheduledFor: instantSchema.optional(),
    /** How long its evidence is kept after its end. */
    retentionDays: z.int().optional(),
  }),
  'run.snapshot_taken': takenSchema,
  'run.snapshot_failed': z.object({
    source: z.string(),
    attempts: z.int(),
    problem: z.string(),
  }),
  'run.staged': z.object({
    tables: z.array(
      z.object({ table: z.string(), evidenceId: z.uuid(), rows: z.int() }),
    ),
  }),
  'run.reconciled': z.object({
    questions: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        queryDigest: sha256DigestSchema,
        rows: z.int(),
        /** Of its normative bytes. */
        sha256: sha256DigestSchema,
      }),
    ),
    /** The tree over all rows of all answers. */
    rows: z.object({ size: z.int(), root: z.string() }),
  }),
  'run.rendered': z.object({
    artefacts: z.array(
      z.object({
        path: z.string(),
        sha256: sha256DigestSchema,
        size: z.int(),
      }),
    ),
  }),
  'run.packed': z.object({ manifestDigest: sha256DigestSchema }),
  'run.delivered': z.object({
    recipient: z.string(),
    messageId: z.string(),
    as: z.enum(['attachment', 'link']),
  }),
  'run.delivery_failed': z.object({
    recipient: z.string(),
    problem: z.string(),
    /** The mail server may have taken it all the same: nobody sends it again but a person. */
    unknown: z.boolean(),
  }),
  'run.completed': z.object({}),
  'run.failed': runFailureSchema,
  /** What went wrong with it is an incident now, which people work on. */
  'run.incident_declared': z.object({
    incident: z.string().max(50),
    problem: z.string(),
  }),
  /** Whatever its report demands, it is kept until somebody lifts the hold. */
  'run.held': decisionSchema,
  'run.released': decisionSchema,
  /** Before its time it is erased where another person agrees. */
  'run.erasure_asked': decisionSchema,
  'run.erasure_declined': decisionSchema,
  /** Its time of keeping is over, or two people decided it: what it rests on is erased, and the hashes stand. */
  'run.erased': z.object({
    retentionDays: z.int(),
    erased: z.array(
      z.object({
        what: z.enum(erasedKinds),
        name: z.string(),
        sha256: sha256DigestSchema,
      }),
    ),
    /** Rows of answers whose text is erased. */
    rows: z.int(),
    /** Who asked for it before its time, and why. The writer of the entry agreed. */
    asked: z
      .object({ by: callerRefSchema, at: instantSchema, reason: z.string() })
      .optional(),
    /** Why whoever agreed did. */
    reason: textSchema.optional(),
  }),
  'run.canceled': reasonSchema,
  'run.retried': reasonSchema,
  'run.resent': reasonSchema.extend({ recipients: z.array(z.string()) }),
});

/** The data of each entry, by its type. */
export type RunEntrySchemas = typeof runEntries.schemas;
