import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  ActionItemState,
  actionStates,
} from '@countersign/plugin-incident-management-common';

/** What the list of action items can be narrowed to. */
export interface ActionFilters {
  state: ActionItemState[];
  /** Those of the reader. */
  mine?: true;
  /** Open, and due already. */
  overdue?: true;
}

const flagOf = (params: URLSearchParams, name: 'mine' | 'overdue') =>
  params.get(name) === 'true' ? { [name]: true as const } : {};

/** How the filters stand in the address of the list. */
export const actionFilterAddress: FilterAddress<ActionFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', actionStates),
    ...flagOf(params, 'mine'),
    ...flagOf(params, 'overdue'),
  }),
  write: filters => new URLSearchParams(queryString({ ...filters })),
};

/** The query of the address of the list, narrowed. */
export function actionSearchOf(filters: Partial<ActionFilters>): string {
  return actionFilterAddress.write({ state: [], ...filters }).toString();
}
