import { RiskAssessment, RiskLevel } from '../model';
import { environmentWeight } from './environmentFactor';
import { RiskInput } from './input';
import { impactFactor, tierFactor } from './itemFactors';
import { failureProbability } from './smoothing';

type Third = 'low' | 'medium' | 'high';

/** Impact (rows) by probability of failure (columns). */
const matrix: Readonly<Record<Third, Readonly<Record<Third, RiskLevel>>>> = {
  low: { low: 'low', medium: 'low', high: 'moderate' },
  medium: { low: 'low', medium: 'moderate', high: 'high' },
  high: { low: 'moderate', medium: 'high', high: 'very_high' },
};

const third = (value: number, medium: number, high: number): Third => {
  if (value >= high) return 'high';
  return value >= medium ? 'medium' : 'low';
};

/**
 * Impact × probability, as ServiceNow's risk score. Impact is how critical the items or what depends on them are, as
 * far as the environment matters; probability is that of failure in the smoothed history.
 */
export function riskMatrix(input: RiskInput): RiskAssessment['matrix'] {
  const failure = failureProbability(input.history);
  const impact = third(
    Math.max(tierFactor(input).value, impactFactor(input).value) *
      environmentWeight(input.change.environment),
    0.3,
    0.8,
  );
  const probability = third(failure, 0.1, 0.25);
  return {
    impact,
    failureProbability: failure,
    probability,
    level: matrix[impact][probability],
  };
}
