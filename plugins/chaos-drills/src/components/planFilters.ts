import {
  DrillPlan,
  ExperimentView,
} from '@countersign/plugin-chaos-drills-common';
import { listFilterAddress } from '@countersign/plugin-governance-react';

export type PlanItem = DrillPlan['items'][number];

/** How the filters of the plan stand in its address. */
export const planFilterAddress = listFilterAddress<{
  tier: string;
  entity: string;
  due: 'overdue';
}>({ tier: 'any', entity: 'any', due: ['overdue'] });

/** Whether the time in which something had to be drilled is over. */
export function isOverdue({ dueAt }: Pick<PlanItem, 'dueAt'>, now: number) {
  return Date.parse(dueAt) <= now;
}

/** The experiment that drills what is due. */
export function experimentFor(
  { entity, scenario }: Pick<PlanItem, 'entity' | 'scenario'>,
  experiments: readonly ExperimentView[],
): ExperimentView | undefined {
  return experiments.find(
    each => each.entity === entity && each.scenario === scenario,
  );
}

/** What is due first comes first, and of what is due at the same time that which can be drilled. */
export function soonestFirst(
  items: readonly PlanItem[],
  experiments: readonly ExperimentView[],
): PlanItem[] {
  const waits = (item: PlanItem) => (experimentFor(item, experiments) ? 0 : 1);
  return [...items].sort(
    (a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt) || waits(a) - waits(b),
  );
}

/** Of each tier, how much there is to drill and how much of it is overdue, the most critical tier first. */
export function tierCounts(
  items: readonly PlanItem[],
  now: number,
): { tier: string; total: number; overdue: number }[] {
  const tiers = [...new Set(items.map(({ tier }) => tier))].sort();
  return tiers.map(tier => {
    const own = items.filter(item => item.tier === tier);
    return {
      tier,
      total: own.length,
      overdue: own.filter(item => isOverdue(item, now)).length,
    };
  });
}
