import {
  instantSchema,
  sha256DigestSchema,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  budgetImpactSchema,
  reasonSchema,
  recordReferenceSchema,
  reviewBasisSchema,
  reviewContentSchema,
  runbookStepSchema,
  timesSchema,
  wordsSchema,
} from '../model';

/** The ledger entries of what is learned from an incident, and of the runbook steps that were taken while it lasted. */
export const reviewEntrySchemas = {
  'incident.review_started': z.object({
    basis: reviewBasisSchema,
    budget: budgetImpactSchema,
    content: reviewContentSchema,
  }),
  'incident.review_edited': z.object({
    /** Which it is now. */
    revision: z.int().min(2),
    content: reviewContentSchema,
  }),
  'incident.review_taken': z.object({ reason: reasonSchema }),
  'incident.review_published': z.object({
    revision: z.int().min(1),
    /** Of the words that are published. */
    digest: sha256DigestSchema,
    /** The times that the incident had then. */
    times: timesSchema,
  }),
  'incident.action_added': z.object({
    text: wordsSchema,
    owner: userRefSchema,
    dueAt: instantSchema,
    record: recordReferenceSchema.optional(),
  }),
  'incident.action_changed': z.object({
    /** The entry that added it. */
    action: z.string(),
    text: wordsSchema.optional(),
    owner: userRefSchema.optional(),
    dueAt: instantSchema.optional(),
    /** Null where nothing does it any more. */
    record: recordReferenceSchema.nullable().optional(),
    reason: reasonSchema.optional(),
  }),
  'incident.action_done': z.object({ action: z.string(), text: reasonSchema }),
  'incident.action_canceled': z.object({
    action: z.string(),
    text: reasonSchema,
  }),
  'incident.step_ticked': runbookStepSchema,
  'incident.step_unticked': z.object({
    /** The entry that says that it was taken. */
    tick: z.string(),
    reason: reasonSchema.optional(),
  }),
} as const;

/** What such an entry may be. */
export type ReviewEntryType = keyof typeof reviewEntrySchemas;
/** What is in an entry of this type. */
export type ReviewEntryData<T extends ReviewEntryType> = z.output<
  (typeof reviewEntrySchemas)[T]
>;
