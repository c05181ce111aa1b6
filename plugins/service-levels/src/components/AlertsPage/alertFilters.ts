import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  alertSeverities,
  AlertState,
  alertStates,
  AlertView,
} from '@countersign/plugin-service-levels-common';

/** What the list of alerts can be narrowed to. */
export interface AlertFilters {
  state: AlertState[];
  severity: AlertView['severity'][];
  owner: string[];
  component: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
export const alertFilterAddress: FilterAddress<AlertFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', alertStates),
    severity: valuesIn(params, 'severity', alertSeverities),
    owner: valuesIn(params, 'owner'),
    component: valuesIn(params, 'component'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};
