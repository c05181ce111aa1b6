import { RiskEvidence, RiskFactor } from '../model';
import { riskFactor, saturating } from './factor';
import { RiskInput, RiskItem, TierOrNone } from './input';
import { describePath, nameOf, plural } from './sentences';
import { factorWeights } from './weights';

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

const ownValue = ({ item }: RiskItem) => tierValue[item.tier ?? 'none'];

/** The most critical of the change's own items. */
export function tierFactor({ items }: RiskInput): RiskFactor {
  return riskFactor(
    'item.tier',
    'Criticality of the configuration items',
    factorWeights['item.tier'],
    Math.max(0, ...items.map(ownValue)),
    worstFirst(items, ownValue).map(({ item }) => ({
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
    'Blast radius',
    factorWeights['item.impact'],
    Math.max(0, ...items.map(i => saturating(weighDependants(i), HALF_IMPACT))),
    worstFirst(items, weighDependants).flatMap(
      ({ item, dependants: { byTier, top } }): RiskEvidence[] => {
        const total = Object.values(byTier).reduce((a, b) => a + b, 0);
        return [
          {
            text: `${plural(total, 'entity depends', 'entities depend')} on ${
              item.title
            }${byTier['tier-1'] ? `, ${byTier['tier-1']} of them tier-1` : ''}`,
            ref: item.entityRef,
          },
          ...top.map(({ entityRef, title, tier, path }) => ({
            text: `${title ?? nameOf(entityRef)}${
              tier ? ` (${tier})` : ''
            } ${describePath(path)}`,
            ref: entityRef,
          })),
        ];
      },
    ),
  );
}

/** Dependants in units of a tier-1 one. */
function weighDependants({ dependants: { byTier } }: RiskItem): number {
  return (Object.keys(tierValue) as TierOrNone[]).reduce(
    (sum, tier) => sum + byTier[tier] * tierValue[tier],
    0,
  );
}

function worstFirst(
  items: readonly RiskItem[],
  value: (item: RiskItem) => number,
): RiskItem[] {
  return [...items].sort((a, b) => value(b) - value(a));
}
