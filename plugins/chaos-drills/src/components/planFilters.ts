import { DrillPlan } from '@countersign/plugin-chaos-drills-common';
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
