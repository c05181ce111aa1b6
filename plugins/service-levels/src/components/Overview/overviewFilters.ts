import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  objectiveStates,
} from '@countersign/plugin-service-levels-common';

/** What the overview can be narrowed to. */
export interface OverviewFilters {
  state?: ObjectiveState;
  /** Entity refs. */
  owner?: string;
  system?: string;
  q: string;
}

/** How the filters stand in the address of the overview. */
export const filterAddress: FilterAddress<OverviewFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', objectiveStates).at(0),
    owner: valuesIn(params, 'owner').at(0),
    system: valuesIn(params, 'system').at(0),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...one }) =>
    new URLSearchParams(queryString({ ...one, q: q || undefined })),
};
