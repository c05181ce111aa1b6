import { queryString } from '@countersign/plugin-governance-common';
import {
  DrillState,
  drillStates,
  Outcome,
  outcomes,
} from '@countersign/plugin-chaos-drills-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';

/** What the list of drills can be narrowed by. */
export interface DrillFilterValues {
  q: string;
  state: DrillState[];
  outcome: Outcome[];
  entity: string[];
  scenario: string[];
  missed?: boolean;
  /** When they ended: the first belongs to it, the second does not. */
  endedFrom?: string;
  endedTo?: string;
}

const missedIn = (params: URLSearchParams) =>
  ({ true: true, false: false }[params.get('missed') ?? '']);

/** How the filters of the list stand in its address. */
export const drillFilterAddress: FilterAddress<DrillFilterValues> = {
  read: params => ({
    q: params.get('q') ?? '',
    state: valuesIn(params, 'state', drillStates),
    outcome: valuesIn(params, 'outcome', outcomes),
    entity: valuesIn(params, 'entity'),
    scenario: valuesIn(params, 'scenario'),
    missed: missedIn(params),
    endedFrom: params.get('endedFrom') ?? undefined,
    endedTo: params.get('endedTo') ?? undefined,
  }),
  write: ({ q, ...others }) =>
    new URLSearchParams(queryString({ ...others, q: q || undefined })),
};

/** The filters as the query of an address. */
export function drillSearchOf(filters: Partial<DrillFilterValues>): string {
  const none = drillFilterAddress.read(new URLSearchParams());
  return drillFilterAddress.write({ ...none, ...filters }).toString();
}
