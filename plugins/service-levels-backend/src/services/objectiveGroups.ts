import {
  ListObjectivesQuery,
  ObjectiveState,
} from '@countersign/plugin-service-levels-common';
import { ObjectiveGroup } from '../database/ObjectiveListStore';

/** How many objectives a list has, how many of them are in each state, and what else it can be narrowed to. */
export function countedGroups(
  groups: readonly ObjectiveGroup[],
  { owner, system, state }: ListObjectivesQuery,
) {
  const isWanted = (wanted: readonly string[] | undefined, value?: string) =>
    !wanted || (value !== undefined && wanted.includes(value));
  const states: Partial<Record<ObjectiveState, number>> = {};
  let value = 0;
  for (const group of groups) {
    if (!isWanted(owner, group.owner) || !isWanted(system, group.system)) {
      continue;
    }
    states[group.state] = (states[group.state] ?? 0) + group.count;
    if (isWanted(state, group.state)) value += group.count;
  }
  const named = (of: 'owner' | 'system') =>
    [...new Set(groups.flatMap(group => group[of] ?? []))].sort();
  return {
    count: { value, capped: false },
    states,
    owners: named('owner'),
    systems: named('system'),
  };
}
