import { sentenceSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { recordedRequirementSchema, requirementSchema } from './policy';

/** Which changes another area lets through: all, or only reliability fixes and emergencies. */
export const demandAllows = ['any', 'reliability'] as const;
export type DemandAllows = (typeof demandAllows)[number];

const demandFields = {
  /** The id of the source that demands it. */
  source: z.string().min(1).max(100),
  /** What it is about, in a word or two: `Error budget`. */
  title: z.string().min(1).max(100),
  allows: z.enum(demandAllows),
  /** Why, in one sentence or several. */
  text: z.string().min(1).max(4000),
  /** When it ends by itself, should nothing else happen. ISO 8601. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Nobody could say how things stand: this is what holds then. */
  unavailable: z.literal(true).optional(),
  /** What it was derived from, for whoever derives it again. */
  basis: z.json().optional(),
};

/**
 * What another area demands of a change at a moment, beyond what the approval policies do. It only ever adds: more
 * approvals, or fewer kinds of changes that may go ahead.
 */
export const gateDemandSchema = z.strictObject({
  ...demandFields,
  textSegments: sentenceSchema.optional(),
  /** Whom to ask beside those that the approval policies ask. */
  require: z.array(requirementSchema).max(20),
});
export type GateDemand = z.infer<typeof gateDemandSchema>;

/** The same as it stands on record. */
export const recordedDemandSchema = z.object({
  ...demandFields,
  require: z.array(recordedRequirementSchema),
});
