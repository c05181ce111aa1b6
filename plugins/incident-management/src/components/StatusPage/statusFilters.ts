import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  SystemState,
  systemStates,
  SystemStatus,
} from '@countersign/plugin-incident-management-common';

/** What the status page can be narrowed to. */
export interface StatusFilters {
  state: SystemState[];
  owner: string[];
  q: string;
}

/** How the filters stand in the address of the status page. */
export const statusFilterAddress: FilterAddress<StatusFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', systemStates),
    owner: valuesIn(params, 'owner'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...others }) =>
    new URLSearchParams(queryString({ ...others, q: q || undefined })),
};

/** Whether a system fits every filter. */
export function fits(
  { state, owner, title, entityRef }: SystemStatus,
  filters: StatusFilters,
): boolean {
  const words = filters.q.toLocaleLowerCase('en-US');
  return (
    (filters.state.length === 0 || filters.state.includes(state)) &&
    (filters.owner.length === 0 ||
      (owner !== undefined && filters.owner.includes(owner))) &&
    [title, entityRef].some(text =>
      text.toLocaleLowerCase('en-US').includes(words),
    )
  );
}
