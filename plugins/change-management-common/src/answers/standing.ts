import { z } from 'zod';
import { digestSchema } from './parts';
import { handKinds } from '../facts/hands';
import { changeStates } from '../model/change';
import { stepMarks } from '../states/journey';
import { approvalSubjectSchema } from './approval';
import { planCountsSchema } from './plan';

/** A rejection, as it was recorded. */
export const rejectionSchema = z.strictObject({
  at: z.string(),
  by: z.string(),
  /** In whose name; absent in facts that were kept without it. */
  group: z.string().optional(),
  reason: z.string().optional(),
});
export type Rejection = z.infer<typeof rejectionSchema>;

/** An approval or a rejection, as it was recorded. */
export const decisionSchema = z.strictObject({
  id: z.string(),
  round: z.number(),
  group: z.string(),
  approver: z.string(),
  onBehalfOf: z.string().optional(),
  approved: z.boolean(),
  subjectDigest: digestSchema,
  at: z.string(),
  comment: z.string().optional(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A round of approval that was voided: what was asked then, and who had decided. */
export const voidedRoundSchema = z.strictObject({
  round: z.number(),
  subject: approvalSubjectSchema,
  counts: planCountsSchema.optional(),
  decisions: z.array(decisionSchema),
  voidedAt: z.string(),
  reason: z.string(),
});
export type VoidedRound = z.infer<typeof voidedRoundSchema>;

/** One hand somebody had in a change. It is known from a ledger entry and stays for good. */
export const handSchema = z.strictObject({
  /** Entity ref, in lower case. */
  who: z.string(),
  as: z.enum(handKinds),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** The ledger entry that shows it. */
  entry: z.string(),
  /** The change it was inherited from: a retrospective change has the hands of the change its deployment named. */
  from: z.string().optional(),
});
export type Hand = z.infer<typeof handSchema>;

/** A person somebody else named for a duty. It stands until the named person declines, or the name is taken back. */
export const namingSchema = z.strictObject({
  who: z.string(),
  as: z.enum(['planned', 'implements']),
  by: z.string(),
});
export type Naming = z.infer<typeof namingSchema>;

export const journeyStepSchema = z.strictObject({
  state: z.enum(changeStates),
  mark: z.enum(stepMarks),
  /** The change is in this state. */
  current: z.boolean(),
});
export type JourneyStep = z.infer<typeof journeyStepSchema>;
