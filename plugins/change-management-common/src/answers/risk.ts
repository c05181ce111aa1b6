import { z } from 'zod';
import { riskLevels } from '../model/risk';

/** Something a reader can check: a sentence and, where there is one, a place in the portal. */
export const riskEvidenceSchema = z.strictObject({
  text: z.string(),
  /** An entity ref or a change number or an absolute URL. */
  ref: z.string().optional(),
});
export type RiskEvidence = z.infer<typeof riskEvidenceSchema>;

/** One named reason why a change is more or less risky. */
export const riskFactorSchema = z.strictObject({
  /** Stable, dotted for factors of other plugins: `impact`, `plan.destroys`. */
  id: z.string(),
  /** A short noun phrase, shown on the page. */
  title: z.string(),
  /** 0 (no risk) to 1 (all of it). */
  value: z.number(),
  /** Points this factor adds at value 1. */
  weight: z.number(),
  /** `round(value · weight, 1)`. */
  points: z.number(),
  evidence: z.array(riskEvidenceSchema),
});
export type RiskFactor = z.infer<typeof riskFactorSchema>;

/**
 * A rule that puts a floor under the level whatever the score, such as "destroys a stateful resource → at least high".
 */
export const riskFloorSchema = z.strictObject({
  rule: z.string(),
  level: z.enum(riskLevels),
  reason: z.string(),
  evidence: z.array(riskEvidenceSchema),
});
export type RiskFloor = z.infer<typeof riskFloorSchema>;

/**
 * The verdict: the highest of the weighted assessment, the impact × probability score and the floors wins
 * (ServiceNow's rule), and `decidedBy` names which.
 */
export const riskAssessmentSchema = z.strictObject({
  /** 0–100. */
  score: z.number(),
  level: z.enum(riskLevels),
  decidedBy: z.string(),
  factors: z.array(riskFactorSchema),
  floors: z.array(riskFloorSchema),
  /** Weighted sum of the factors. */
  assessment: z.strictObject({
    score: z.number(),
    level: z.enum(riskLevels),
  }),
  /** 3 × 3: impact of the items by probability of failure from smoothed history. */
  matrix: z.strictObject({
    impact: z.enum(['low', 'medium', 'high']),
    /** Smoothed probability that such a change fails, 0–1. */
    failureProbability: z.number(),
    probability: z.enum(['low', 'medium', 'high']),
    level: z.enum(riskLevels),
  }),
  /** Version of the model, so that an old verdict can be explained. */
  model: z.string(),
  assessedAt: z.string(),
});
export type RiskAssessment = z.infer<typeof riskAssessmentSchema>;

/** What really became of closed changes of a band. */
export const riskBandOutcomeSchema = z.strictObject({
  level: z.enum(riskLevels),
  /** Closed changes that were implemented. */
  n: z.number(),
  /** Of which closed `unsuccessful`. */
  failed: z.number(),
  /** `failed / n`, absent when n is 0. */
  failureRate: z.number().optional(),
  /** Wilson score interval at 95 %. */
  interval: z
    .strictObject({
      low: z.number(),
      high: z.number(),
    })
    .optional(),
});
export type RiskBandOutcome = z.infer<typeof riskBandOutcomeSchema>;
