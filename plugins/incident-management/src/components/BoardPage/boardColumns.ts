import {
  IncidentPage,
  IncidentState,
  isOpen,
} from '@countersign/plugin-incident-management-common';
import { IncidentManagementApi } from '../../api';
import { IncidentFilters, listQuery } from '../ListPage/listFilters';

/** So many cards a column: who needs more has the list. */
const MOST = 50;

/** The columns, in the order of an incident's life; what is final has none. */
const columns = [
  'triage',
  'new',
  'in-progress',
  'on-hold',
  'resolved',
] as const;

/** Incidents of one state. */
export interface BoardColumn {
  state: IncidentState;
  page: IncidentPage;
}

/** The states that are shown: all that have a column, unless the filters name some. */
export function statesOf({ state, open }: IncidentFilters): IncidentState[] {
  return columns.filter(
    each =>
      (state.length === 0 || state.includes(each)) && (!open || isOpen(each)),
  );
}

/** The columns that the filters leave, each with its most urgent incidents. */
export function loadBoard(
  api: IncidentManagementApi,
  filters: IncidentFilters,
  signal: AbortSignal,
): Promise<BoardColumn[]> {
  return Promise.all(
    statesOf(filters).map(async state => ({
      state,
      page: await api.listIncidents(
        {
          ...listQuery(filters),
          state: [state],
          sort: 'priority',
          limit: MOST,
        },
        { signal },
      ),
    })),
  );
}
