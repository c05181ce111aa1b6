import { z } from 'zod';
import { gateChecks } from '../model/gate';
import { stackAnswerSchema, digestSchema } from './parts';
import { sentenceSchema } from '@countersign/plugin-governance-common';

/** One question the gate asks. */
export const gateCheckSchema = z.strictObject({
  id: z.enum(gateChecks),
  passed: z.boolean(),
  /** What was found, in one sentence. */
  detail: z.string(),
  /** The same with what it refers to; not on record. */
  detailSegments: sentenceSchema.optional(),
  /** What would satisfy it; absent when it passed. */
  remedy: z.string().optional(),
  remedySegments: sentenceSchema.optional(),
});
export type GateCheck = z.infer<typeof gateCheckSchema>;

/** The gate's answer. It refuses whenever it cannot know. */
export const gateDecisionSchema = z.strictObject({
  /** UUID: the deployment report quotes it. */
  id: z.string(),
  decision: z.enum(['allow', 'refuse']),
  changeNumber: z.string().optional(),
  checks: z.array(gateCheckSchema),
  planDigest: digestSchema.optional(),
  commit: z.string().optional(),
  environment: z.string().optional(),
  stack: stackAnswerSchema.optional(),
  subjectDigest: digestSchema.optional(),
  decidedAt: z.string(),
  /** Who asked. */
  askedBy: z.string(),
});
export type GateDecision = z.infer<typeof gateDecisionSchema>;

/** What the gate would answer now. It is on no record and permits nothing. */
export const gatePreviewSchema = gateDecisionSchema
  .omit({ id: true })
  .extend({ preview: z.literal(true) });
export type GatePreview = z.infer<typeof gatePreviewSchema>;
