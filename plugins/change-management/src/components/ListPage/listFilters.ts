import {
  changeStates,
  changeTypes,
  ListChangesQuery,
  riskLevels,
} from '@countersign/plugin-change-management-common';

/** Filters that take several values, in the order in which they are shown. */
export const manyFilters = [
  'state',
  'type',
  'risk',
  'environment',
  'team',
  'item',
  'requester',
] as const;
export type ManyFilter = (typeof manyFilters)[number];

export const flagFilters = ['awaitingMyApproval', 'overdue', 'onHold'] as const;
export type FlagFilter = (typeof flagFilters)[number];

export const sortOrders = ['updated', 'created', 'window', 'risk'] as const;
export type SortOrder = (typeof sortOrders)[number];

export type ListFilters = Record<ManyFilter, string[]> &
  Record<FlagFilter, boolean> & { q: string; sort: SortOrder };

/** Values that may stand in an address; others, which the server would refuse, are passed over. */
const known: Partial<Record<ManyFilter, readonly string[]>> = {
  state: changeStates,
  type: changeTypes,
  risk: riskLevels,
};

/** Reads the filters from the query of an address. */
export function readFilters(params: URLSearchParams): ListFilters {
  const many = (name: ManyFilter) =>
    (params.get(name) ?? '')
      .split(',')
      .filter(Boolean)
      .filter(value => known[name]?.includes(value) ?? true);
  const sort = params.get('sort');
  return {
    state: many('state'),
    type: many('type'),
    risk: many('risk'),
    environment: many('environment'),
    team: many('team'),
    item: many('item'),
    requester: many('requester'),
    awaitingMyApproval: params.get('awaitingMyApproval') === 'true',
    overdue: params.get('overdue') === 'true',
    onHold: params.get('onHold') === 'true',
    q: params.get('q') ?? '',
    sort: sortOrders.find(order => order === sort) ?? 'updated',
  };
}

/** The query of an address that says these filters, without what is at its default. */
export function writeFilters(filters: ListFilters): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of manyFilters) {
    if (filters[name].length) params.set(name, filters[name].join(','));
  }
  for (const name of flagFilters) {
    if (filters[name]) params.set(name, 'true');
  }
  if (filters.q) params.set('q', filters.q);
  if (filters.sort !== 'updated') params.set('sort', filters.sort);
  return params;
}

/** What the server is asked for these filters. */
export function listQuery(
  filters: ListFilters,
  cursor?: string,
): ListChangesQuery {
  // The values of state, type and risk were checked when they were read from the address.
  const many = Object.fromEntries(
    manyFilters
      .filter(name => filters[name].length)
      .map(name => [name, filters[name]]),
  );
  return {
    ...many,
    awaitingMyApproval: filters.awaitingMyApproval || undefined,
    overdue: filters.overdue || undefined,
    onHold: filters.onHold || undefined,
    q: filters.q || undefined,
    sort: filters.sort,
    order: filters.sort === 'window' ? 'asc' : 'desc',
    limit: 50,
    cursor,
  };
}

/** True when anything but the order was chosen. */
export function isFiltered(filters: ListFilters): boolean {
  return (
    manyFilters.some(name => filters[name].length > 0) ||
    flagFilters.some(name => filters[name]) ||
    filters.q !== ''
  );
}
