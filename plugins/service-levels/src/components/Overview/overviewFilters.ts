import {
  listFilterAddress,
  ListFilters,
} from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  objectiveStates,
} from '@countersign/plugin-service-levels-common';

/** What the overview can be narrowed to; owner and system are entity refs. */
export type OverviewFilters = ListFilters<{
  state: ObjectiveState;
  owner: string;
  system: string;
}>;

/** How the filters stand in the address of the overview. */
export const filterAddress = listFilterAddress<{
  state: ObjectiveState;
  owner: string;
  system: string;
}>({ state: objectiveStates, owner: 'any', system: 'any' });
