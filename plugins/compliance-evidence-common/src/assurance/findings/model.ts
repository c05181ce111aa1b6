import {
  callerRefSchema,
  entityRefSchema,
  instantSchema,
  sha256DigestSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { severities, violationSubjects } from '../../report';
import {
  controlSchema,
  findingNumber,
  periodSchema,
  recordTitleSchema,
  referenceSchema,
  runReferenceSchema,
  statementSchema,
} from '../fields';

/** Where a finding stands. An acceptance that has ended leaves it open, whatever its row says: ask `findingState`. */
export const findingStates = [
  'open',
  'explained',
  'accepted',
  'remediating',
  'closed',
] as const;
/** Those in which something has to be done still, or looked at again. */
export const unsettledStates = [
  'open',
  'explained',
  'accepted',
  'remediating',
] as const satisfies readonly (typeof findingStates)[number][];
/** One of {@link findingStates}. */
export type FindingState = (typeof findingStates)[number];

const signed = { by: callerRefSchema, at: instantSchema };

/** Where a row that is a finding was seen. */
export const sightingSchema = z.object({
  run: runReferenceSchema,
  /** Its place among the rows of its question, from 0. */
  position: z.int().min(0),
  /** Base64 of its leaf's hash in the run's tree. */
  leaf: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  /** When the last of its sources was taken: nothing that the run shows is newer. */
  taken: instantSchema.optional(),
});
/** See {@link sightingSchema}. */
export type Sighting = z.output<typeof sightingSchema>;

/** The run that shows that a finding is gone. */
export const absenceSchema = z.object({
  run: runReferenceSchema,
  /** Of the question, as it was asked then. */
  version: z.string().max(100),
  /** How many rows the question gave, none of them this one. */
  rows: z.int().min(0),
  /** Digest of those rows as the run recorded them. */
  sha256: sha256DigestSchema,
  /** When the first of its sources was taken: nothing that the run shows is older. */
  taken: instantSchema.optional(),
  /** The time that the run is about, where it is about one. */
  period: z.object({ start: instantSchema, end: instantSchema }).optional(),
});
/** See {@link absenceSchema}. */
export type Absence = z.output<typeof absenceSchema>;

/** The columns that name the row, with their values: null where there was none. */
export const findingKeySchema = z
  .array(z.object({ column: z.string(), value: z.string().nullable() }))
  .min(1)
  .max(20);
/** See {@link findingKeySchema}. */
export type FindingKey = z.output<typeof findingKeySchema>;

/** What the reconciliation says of a row that is a finding. */
export const foundSchema = z.object({
  report: z.string().max(200),
  question: z.string().max(200),
  questionVersion: z.string().max(100),
  title: recordTitleSchema,
  severity: z.enum(severities),
  controls: z.array(controlSchema).max(50),
  key: findingKeySchema,
  /** What it is about; how things stand, where nothing is said. */
  about: z.enum(violationSubjects).optional(),
  /** The time in which it happened, where it is about what happened. */
  period: periodSchema.optional(),
  /** The same row in another run has the same one; what happened in another period has another one. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  seen: sightingSchema,
  entityRef: entityRefSchema.optional(),
  /** Who owns the report. */
  team: entityRefSchema.optional(),
});
/** See {@link foundSchema}. */
export type Found = z.output<typeof foundSchema>;

/** A finding: what its ledger entries say, folded. */
export const findingFactsSchema = foundSchema.omit({ seen: true }).extend({
  number: findingNumber.schema,
  state: z.enum(findingStates),
  opened: z.object(signed),
  /** Where it was seen when it was opened, or opened again. */
  seen: sightingSchema,
  /** Who sees to it. */
  owner: userRefSchema.optional(),
  explanation: z
    .object({
      text: statementSchema,
      evidence: z.array(referenceSchema),
      ...signed,
    })
    .optional(),
  acceptance: z
    .object({ until: instantSchema, reason: statementSchema, ...signed })
    .optional(),
  remediation: z
    .object({
      change: z.object({ number: z.string(), digest: z.string().optional() }),
      text: statementSchema,
      ...signed,
    })
    .optional(),
  closing: z
    .object({
      text: statementSchema,
      /** Left out where its explanation closed it. */
      absence: absenceSchema.optional(),
      ...signed,
    })
    .optional(),
  reopened: z.int(),
  /** People who explained or remediated it, in lower case: none of them accepts it. */
  hands: z.array(z.string()),
});
/** See {@link findingFactsSchema}. */
export type FindingFacts = z.output<typeof findingFactsSchema>;

/** Where a finding stands at a moment: an acceptance ends on its date, without anybody doing anything. */
export function findingState(
  { state, acceptance }: Pick<FindingFacts, 'state' | 'acceptance'>,
  at: string,
): FindingState {
  return state === 'accepted' && acceptance && acceptance.until <= at
    ? 'open'
    : state;
}
