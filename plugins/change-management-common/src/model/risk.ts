export type {
  RiskEvidence,
  RiskFactor,
  RiskFloor,
  RiskAssessment,
  RiskBandOutcome,
} from '../answers/risk';
/** From least to most. */
export const riskLevels = ['low', 'moderate', 'high', 'very_high'] as const;
export type RiskLevel = (typeof riskLevels)[number];
