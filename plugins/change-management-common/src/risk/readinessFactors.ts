import { RiskFactor } from '../model';
import { riskFactor } from './factor';
import { RiskInput } from './input';
import { factorWeights } from './weights';

/** Whether it is said how to tell that the change worked, and how to take it back. */
export function readinessFactors({ change }: RiskInput): RiskFactor[] {
  const missing = (
    id: 'readiness.test' | 'readiness.backout',
    title: string,
    text: string,
  ) => {
    const absent = text.trim() === '';
    return riskFactor(
      id,
      `Missing ${title}`,
      factorWeights[id],
      absent ? 1 : 0,
      [{ text: absent ? `There is no ${title}` : `There is a ${title}` }],
    );
  };
  return [
    missing('readiness.test', 'test plan', change.testPlan),
    missing('readiness.backout', 'backout plan', change.backoutPlan),
  ];
}
