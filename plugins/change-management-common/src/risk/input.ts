import {
  CmdbGraph,
  ConfigurationItem,
  CriticalityTier,
} from '@countersign/plugin-cmdb-common';
import { Change, PathStep, PlanOutline } from '../model';
import { ChangeHistory } from './smoothing';

export type TierOrNone = CriticalityTier | 'none';

/** An entity that depends on a configuration item of the change, and how. */
export interface Dependant {
  entityRef: string;
  title?: string;
  tier?: CriticalityTier;
  path: PathStep[];
}

/** A configuration item of the change, with what depends on it. */
export interface RiskItem {
  item: ConfigurationItem;
  dependants: {
    /** How many of each tier; `none` for those that do not say. */
    byTier: Record<TierOrNone, number>;
    /** The most critical and nearest. */
    top: Dependant[];
  };
}

/** A freeze near the planned window. */
export interface NearFreeze {
  title: string;
  /** Between the window and the freeze; 0 when they overlap. */
  hoursAway: number;
}

/** Everything an assessment looks at: what a change says, and what the portal knows. */
export interface RiskInput {
  change: Pick<
    Change,
    'category' | 'environment' | 'window' | 'testPlan' | 'backoutPlan'
  >;
  items: readonly RiskItem[];
  plan?: PlanOutline;
  history: ChangeHistory;
  schedule: { freezes: readonly NearFreeze[] };
  /** ISO 8601. */
  now: string;
  /** IANA zone of the item's team: its night is the night. */
  timeZone: string;
}

/** How many dependants are shown as evidence. */
const SHOWN = 5;

/** Reads what depends on a configuration item from the catalog. Entities the catalog does not have count as nothing. */
export function riskItemOf(
  graph: Pick<CmdbGraph, 'impactOf' | 'item'>,
  item: ConfigurationItem,
): RiskItem {
  const byTier = {
    'tier-1': 0,
    'tier-2': 0,
    'tier-3': 0,
    'tier-4': 0,
    none: 0,
  };
  const reached = graph
    .impactOf([item.entityRef])
    .entities.filter(e => !e.dangling)
    .map(e => ({ reached: e, found: graph.item(e.entityRef) }));
  for (const { found } of reached) {
    byTier[found?.tier ?? 'none']++;
  }
  const top = reached
    .sort((a, b) => {
      const tiers = (a.found?.tier ?? '~').localeCompare(b.found?.tier ?? '~');
      return tiers || a.reached.depth - b.reached.depth;
    })
    .slice(0, SHOWN)
    .map(({ reached: { entityRef, path }, found }) => ({
      entityRef,
      title: found?.title,
      tier: found?.tier,
      path,
    }));
  return { item, dependants: { byTier, top } };
}
