import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  IncidentState,
  incidentStates,
  incidentSorts,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';

/** The orders in which incidents are listed. */
export type IncidentSort = (typeof incidentSorts)[number];

/** Priorities as an address has them. */
export const priorityIds = ['1', '2', '3', '4', '5'] as const;
type PriorityId = (typeof priorityIds)[number];

/** What an incident may be, each a filter that is on or not. */
export const flags = ['open', 'mine', 'major', 'overdue'] as const;
type Flag = (typeof flags)[number];

/** What the list of incidents can be narrowed to. */
export interface IncidentFilters extends Record<Flag, boolean> {
  state: IncidentState[];
  priority: PriorityId[];
  team: string[];
  entityRef: string[];
  commander: string[];
  /** People and groups that an escalation told. */
  paged: string[];
  /** Absent: drills and others. */
  drill?: boolean;
  q: string;
  sort: IncidentSort;
}

const usualSort: IncidentSort = 'updated';

/** How the filters stand in the address of the list. */
export const incidentFilterAddress: FilterAddress<IncidentFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', incidentStates),
    priority: valuesIn(params, 'priority', priorityIds),
    team: valuesIn(params, 'team'),
    entityRef: valuesIn(params, 'entityRef'),
    commander: valuesIn(params, 'commander'),
    paged: valuesIn(params, 'paged'),
    open: params.get('open') === 'true',
    mine: params.get('mine') === 'true',
    major: params.get('major') === 'true',
    overdue: params.get('overdue') === 'true',
    drill: drillOf(params.get('drill')),
    q: params.get('q') ?? '',
    sort: incidentSorts.find(id => id === params.get('sort')) ?? usualSort,
  }),
  write: ({ q, sort, drill, open, mine, major, overdue, ...many }) =>
    new URLSearchParams(
      queryString({
        ...many,
        open: open || undefined,
        mine: mine || undefined,
        major: major || undefined,
        overdue: overdue || undefined,
        drill,
        q: q || undefined,
        sort: sort === usualSort ? undefined : sort,
      }),
    ),
};

function drillOf(text: string | null): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

/** What the backend is asked for. */
export function listQuery(
  filters: IncidentFilters,
  cursor?: string,
): ListIncidents {
  const { q, open, mine, major, overdue, priority, ...others } = filters;
  return {
    ...others,
    priority: priority.map(Number),
    open: open || undefined,
    mine: mine || undefined,
    overdue: overdue || undefined,
    major: major ? ['accepted'] : undefined,
    q: q || undefined,
    cursor,
  };
}

/** Whether something but the order was chosen. */
export function isFiltered({ sort: _sort, ...filters }: IncidentFilters) {
  return incidentFilterAddress.write({ ...filters, sort: usualSort }).size > 0;
}

/** The query of an address that shows these, for links and views. */
export function searchOf(filters: Partial<IncidentFilters>): string {
  const none = incidentFilterAddress.read(new URLSearchParams());
  return incidentFilterAddress.write({ ...none, ...filters }).toString();
}
