import {
  instantSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { referenceSchema, statementSchema } from '../fields';
import { absenceSchema, foundSchema, sightingSchema } from './model';

/** The ledger entries of findings: what decides something, and all that a verifier needs to judge it. */
export const findingEntrySchemas = {
  'finding.opened': foundSchema.extend({
    /** Version of the rules it is judged by. */
    rules: z.literal(1),
  }),
  'finding.explained': z.object({
    text: statementSchema,
    evidence: z.array(referenceSchema).max(50),
  }),
  'finding.accepted': z.object({
    until: instantSchema,
    reason: statementSchema,
  }),
  'finding.acceptance_revoked': z.object({ reason: statementSchema }),
  'finding.remediated': z.object({
    change: z.object({
      number: z.string().max(50),
      digest: z.string().max(100).optional(),
    }),
    text: statementSchema,
  }),
  /** By a run that no longer shows it; without one, by the evidence of the explanation that stands. */
  'finding.closed': z.object({
    text: statementSchema,
    absence: absenceSchema.optional(),
  }),
  /** By a person with a reason, or by a run that saw it again. */
  'finding.reopened': z.object({
    reason: statementSchema.optional(),
    seen: sightingSchema.optional(),
  }),
  'finding.assigned': z.object({ person: userRefSchema.optional() }),
  'finding.noted': z.object({ text: statementSchema }),
} as const;

/** The data of each entry about a finding, by its type. */
export type FindingEntrySchemas = typeof findingEntrySchemas;
/** What an entry about a finding may be. */
export type FindingEntryType = keyof FindingEntrySchemas;
/** What is in an entry of this type. */
export type FindingEntryData<T extends FindingEntryType> = z.output<
  FindingEntrySchemas[T]
>;
