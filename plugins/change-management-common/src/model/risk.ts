/** From least to most. */
export const riskLevels = ['low', 'moderate', 'high', 'very_high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Something a reader can check: a sentence and, where there is one, a place in the portal. */
export interface RiskEvidence {
  text: string;
  /** An entity ref or a change number or an absolute URL. */
  ref?: string;
}

/** One named reason why a change is more or less risky. */
export interface RiskFactor {
  /** Stable, dotted for factors of other plugins: `impact`, `plan.destroys`. */
  id: string;
  /** A short noun phrase, shown on the page. */
  title: string;
  /** 0 (no risk) to 1 (all of it). */
  value: number;
  /** Points this factor adds at value 1. */
  weight: number;
  /** `round(value · weight, 1)`. */
  points: number;
  evidence: RiskEvidence[];
}

/**
 * A rule that puts a floor under the level whatever the score, such as "destroys a stateful resource → at least high".
 */
export interface RiskFloor {
  rule: string;
  level: RiskLevel;
  reason: string;
  evidence: RiskEvidence[];
}

/**
 * The verdict: the highest of the weighted assessment, the impact × probability score and the floors wins
 * (ServiceNow's rule), and `decidedBy` names which.
 */
export interface RiskAssessment {
  /** 0–100. */
  score: number;
  level: RiskLevel;
  decidedBy: string;
  factors: RiskFactor[];
  floors: RiskFloor[];
  /** Weighted sum of the factors. */
  assessment: { score: number; level: RiskLevel };
  /** 3 × 3: impact of the items by probability of failure from smoothed history. */
  matrix: {
    impact: 'low' | 'medium' | 'high';
    /** Smoothed probability that such a change fails, 0–1. */
    failureProbability: number;
    probability: 'low' | 'medium' | 'high';
    level: RiskLevel;
  };
  /** Version of the model, so that an old verdict can be explained. */
  model: string;
  assessedAt: string;
}

/** What really became of closed changes of a band. */
export interface RiskBandOutcome {
  level: RiskLevel;
  /** Closed changes that were implemented. */
  n: number;
  /** Of which closed `unsuccessful`. */
  failed: number;
  /** `failed / n`, absent when n is 0. */
  failureRate?: number;
  /** Wilson score interval at 95 %. */
  interval?: { low: number; high: number };
}
