import { z } from 'zod';
import { digestSchema } from './parts';
import { sentenceSchema } from '@countersign/plugin-governance-common';

/** One past change judged by a draft policy set. */
export const policyReplayRowSchema = z.strictObject({
  number: z.string(),
  title: z.string(),
  closedAt: z.string().optional(),
  before: z.strictObject({
    policy: z.string().optional(),
    requirements: z.array(
      z.strictObject({
        group: z.string(),
        count: z.number(),
      }),
    ),
  }),
  after: z.strictObject({
    policy: z.string().optional(),
    requirements: z.array(
      z.strictObject({
        group: z.string(),
        count: z.number(),
      }),
    ),
  }),
  /** What would have differed, in sentences. */
  differences: z.array(z.string()),
  differencesSegments: z.array(sentenceSchema).optional(),
  /** Whether the approvals the change really got would have met the draft. */
  wouldHaveBeenMet: z.boolean(),
  /** The same for the policies in force, judged over the same people. */
  meetsCurrent: z.boolean(),
});
export type PolicyReplayRow = z.infer<typeof policyReplayRowSchema>;

export const policyReplaySchema = z.strictObject({
  currentDigest: digestSchema,
  draftDigest: digestSchema,
  /** Changes looked at. */
  n: z.number(),
  /** Of which the draft treats differently. */
  differing: z.number(),
  rows: z.array(policyReplayRowSchema),
});
export type PolicyReplay = z.infer<typeof policyReplaySchema>;
