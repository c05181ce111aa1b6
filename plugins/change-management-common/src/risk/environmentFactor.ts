import { RiskFactor } from '../model';
import { riskFactor } from './factor';
import { RiskInput } from './input';
import { factorWeights } from './weights';

/** How much the environments matter that most estates have; one of another name is taken for nearly production. */
const environmentValue: ReadonlyMap<string, number> = new Map([
  ['production', 1],
  ['prod', 1],
  ['live', 1],
  ['preproduction', 0.5],
  ['pre-production', 0.5],
  ['staging', 0.4],
  ['stage', 0.4],
  ['uat', 0.4],
  ['qa', 0.2],
  ['test', 0.2],
  ['integration', 0.2],
  ['development', 0.1],
  ['dev', 0.1],
  ['sandbox', 0.1],
]);
const UNKNOWN_ENVIRONMENT = 0.8;

/** Whether real users are there. Compound names count by their first word: `production-eu`. */
export function isProduction(environment: string): boolean {
  return ['production', 'prod', 'live'].includes(environment.split('-')[0]);
}

/** 0 (a sandbox) to 1 (production). */
export function environmentWeight(environment: string): number {
  return isProduction(environment)
    ? 1
    : environmentValue.get(environment) ??
        environmentValue.get(environment.split('-')[0]) ??
        UNKNOWN_ENVIRONMENT;
}

/** Where the change is made. */
export function environmentFactor({ change }: RiskInput): RiskFactor {
  return riskFactor(
    'environment',
    'Environment',
    factorWeights.environment,
    environmentWeight(change.environment),
    [{ text: `The change is made in ${change.environment}` }],
  );
}
