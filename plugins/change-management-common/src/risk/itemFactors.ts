import { RiskEvidence, RiskFactor } from '../model';
import { factorWeights } from './weights';
import { riskFactor, saturating } from './factor';
import { RiskInput, TierOrNone } from './input';
import { describePath, plural } from './sentences';

/** How much an item of a tier matters. One that does not say is taken to matter somewhat. */
export const tierValue: Readonly<Record<TierOrNone, number>> = {
  'tier-1': 1,
  'tier-2': 0.6,
  none: 0.4,
  'tier-3': 0.3,
  'tier-4': 0.1,
};

/** Dependants weighing as much as this many of tier 1 are half the factor's value. */
const HALF_IMPACT = 3;

/** The most critical of the change's own items. */
export function tierFactor({ items }: RiskInput): RiskFactor {
  return riskFactor(
    'item.tier',
    'Criticality of the configuration items',
    factorWeights['item.tier'],
    Math.max(0, ...items.map(({ item }) => tierValue[item.tier ?? 'none'])),
    items.map(({ item }) => ({
      text: item.tier
        ? `${item.title} is ${item.tier}`
        : `${item.title} names no criticality tier`,
      ref: item.entityRef,
    })),
  );
}

/** What depends on the items, the worst item counting. */
export function impactFactor({ items }: RiskInput): RiskFactor {
  return riskFactor(
    'item.impact',
    'What depends on them',
    factorWeights['item.impact'],
    Math.max(0, ...items.map(i => saturating(weighDependants(i), HALF_IMPACT))),
    items.flatMap(({ item, dependants: { byTier, top } }): RiskEvidence[] => {
      const total = Object.values(byTier).reduce((a, b) => a + b, 0);
      return [
        {
          text: `${plural(total, 'entity depends', 'entities depend')} on ${
            item.title
          }${byTier['tier-1'] ? `, ${byTier['tier-1']} of them tier-1` : ''}`,
          ref: item.entityRef,
        },
        ...top.map(({ entityRef, title, tier, path }) => ({
          text: `${title ?? entityRef}${
            tier ? ` (${tier})` : ''
          }: ${describePath(path)}`,
          ref: entityRef,
        })),
      ];
    }),
  );
}

/** Dependants in units of a tier-1 one. */
function weighDependants({
  dependants: { byTier },
}: RiskInput['items'][number]): number {
  return (Object.keys(tierValue) as TierOrNone[]).reduce(
    (sum, tier) => sum + byTier[tier] * tierValue[tier],
    0,
  );
}

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
