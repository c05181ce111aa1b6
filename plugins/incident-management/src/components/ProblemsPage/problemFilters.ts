import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  ProblemState,
  problemStates,
} from '@countersign/plugin-incident-management-common';

/** What the list of problems can be narrowed to. */
export interface ProblemFilters {
  state: ProblemState[];
  team: string[];
  /** Known errors only; absent for all. */
  knownError?: true;
  q: string;
}

/** How the filters stand in the address of the list. */
export const problemFilterAddress: FilterAddress<ProblemFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', problemStates),
    team: valuesIn(params, 'team'),
    ...(params.get('knownError') === 'true' && { knownError: true }),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...others }) =>
    new URLSearchParams(queryString({ ...others, q: q || undefined })),
};
