import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  objectiveStates,
} from '@countersign/plugin-service-levels-common';

/** What the overview can be narrowed to. */
export interface OverviewFilters {
  state: ObjectiveState[];
  /** Entity refs. */
  owner: string[];
  system: string[];
  q: string;
}

/** How the filters stand in the address of the overview. */
export const filterAddress: FilterAddress<OverviewFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', objectiveStates),
    owner: valuesIn(params, 'owner'),
    system: valuesIn(params, 'system'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};
