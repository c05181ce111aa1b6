import {
  instantSchema,
  sha256DigestSchema,
  strictly,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { completenessSchema } from '../evidence/completeness';
import { EvidenceRow } from '../evidence/model';
import { columnTypes, rawFormats } from '../report/model';
import { PACK_FORMAT, PackArtefact, PackManifest, PackQuestion } from './model';

const valuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string())]),
);
const countSchema = z.int().min(0);

export const columnModelSchema = strictly({
  name: z.string(),
  type: z.enum(columnTypes),
  required: z.boolean(),
  description: z.string().optional(),
  from: z.string().optional(),
});

export const evidenceRowSchema = strictly({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, 'must be an id'),
  runId: z.string(),
  source: z.string(),
  sourceSystem: z.string(),
  queryName: z.string(),
  queryText: z.string(),
  queryParams: valuesSchema,
  executedAt: instantSchema,
  executedBy: z.string(),
  asOf: instantSchema,
  rowCount: countSchema,
  sha256: sha256DigestSchema,
  size: countSchema,
  key: z.string(),
  format: z.enum(rawFormats),
  recordsAt: z.string().optional(),
  completeness: completenessSchema,
  schemaFingerprint: z.string(),
  columns: z.array(columnModelSchema),
}) satisfies z.ZodType<EvidenceRow>;

export const packQuestionSchema = strictly({
  name: z.string(),
  version: z.string(),
  owner: z.string(),
  queryDigest: sha256DigestSchema,
  columns: z.array(z.string()),
  rows: countSchema,
  sha256: sha256DigestSchema,
  first: countSchema,
}) satisfies z.ZodType<PackQuestion>;

export const packArtefactSchema = strictly({
  path: z.string(),
  sha256: sha256DigestSchema,
  size: countSchema,
  from: z.array(z.string()),
}) satisfies z.ZodType<PackArtefact>;

export const packManifestSchema = strictly({
  format: z.literal(PACK_FORMAT),
  origin: z.string(),
  run: strictly({
    number: z.string(),
    report: z.string(),
    reportDigest: sha256DigestSchema,
    parameters: valuesSchema,
    period: strictly({
      start: instantSchema,
      end: instantSchema,
      timeZone: z.string(),
    }).optional(),
    requestedBy: z.string(),
    startedAt: instantSchema,
  }),
  evidence: z.array(evidenceRowSchema),
  questions: z.array(packQuestionSchema),
  rows: strictly({ size: countSchema, root: z.string() }),
  artefacts: z.array(packArtefactSchema),
}) satisfies z.ZodType<PackManifest>;
