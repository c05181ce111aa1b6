import {
  ChangePeriod,
  changePeriods,
  changeSorts,
  changeStates,
  changeTypes,
  closeCodes,
  ExportChangesQuery,
  ListChangesQuery,
  riskLevels,
  usualSort,
} from '@countersign/plugin-change-management-common';
import {
  FilterAddress,
  Period,
  valuesIn,
} from '@countersign/plugin-governance-react';

/** Filters that take several values, in the order in which they are shown. */
export const manyFilters = [
  'state',
  'type',
  'risk',
  'environment',
  'team',
  'item',
  'requester',
  'implementer',
  'closeCode',
] as const;
export type ManyFilter = (typeof manyFilters)[number];

export const flagFilters = ['awaitingMyApproval', 'overdue', 'onHold'] as const;
export type FlagFilter = (typeof flagFilters)[number];

export type SortOrder = (typeof changeSorts)[number];

export type ListFilters = Record<ManyFilter, string[]> &
  Record<FlagFilter, boolean> & {
    periods: Partial<Record<ChangePeriod, Period>>;
    /** Only demo data, or none of it. */
    demo?: boolean;
    q: string;
    sort: SortOrder;
  };

/** Values that may stand in an address; others, which the server would refuse, are passed over. */
const known: Partial<Record<ManyFilter, readonly string[]>> = {
  state: changeStates,
  type: changeTypes,
  risk: riskLevels,
  closeCode: closeCodes,
};

/** Reads the filters from the query of an address. */
export function readFilters(params: URLSearchParams): ListFilters {
  const many = (name: ManyFilter) => valuesIn(params, name, known[name]);
  const sort = params.get('sort');
  const periods = readPeriods(params);
  return {
    state: many('state'),
    type: many('type'),
    risk: many('risk'),
    environment: many('environment'),
    team: many('team'),
    item: many('item'),
    requester: many('requester'),
    implementer: many('implementer'),
    closeCode: many('closeCode'),
    awaitingMyApproval: params.get('awaitingMyApproval') === 'true',
    overdue: params.get('overdue') === 'true',
    onHold: params.get('onHold') === 'true',
    periods,
    demo: { true: true, false: false }[params.get('demo') ?? ''],
    q: params.get('q') ?? '',
    sort: changeSorts.find(order => order === sort) ?? sortOf(periods),
  };
}

/** The filters after a change of some; an order that was not chosen follows the period. */
export function changeFilters(
  filters: ListFilters,
  change: Partial<ListFilters>,
): ListFilters {
  const after = { ...filters, ...change };
  return change.periods && filters.sort === sortOf(filters.periods)
    ? { ...after, sort: sortOf(change.periods) }
    : after;
}

function sortOf(periods: ListFilters['periods']): SortOrder {
  return usualSort(periodQuery(periods));
}

function readPeriods(params: URLSearchParams): ListFilters['periods'] {
  const instant = (name: string) => {
    const text = params.get(name) ?? '';
    return Number.isNaN(Date.parse(text)) ? undefined : text;
  };
  return Object.fromEntries(
    changePeriods
      .map(name => ({
        name,
        from: instant(`${name}From`),
        to: instant(`${name}To`),
      }))
      .filter(({ from, to }) => from ?? to)
      .map(({ name, from, to }) => [name, { from, to }]),
  );
}

/** The periods as parameters, of an address as of the server. */
function periodQuery(periods: ListFilters['periods']) {
  const query: Partial<
    Record<`${ChangePeriod}From` | `${ChangePeriod}To`, string>
  > = {};
  for (const name of changePeriods) {
    const { from, to } = periods[name] ?? {};
    if (from) query[`${name}From`] = from;
    if (to) query[`${name}To`] = to;
  }
  return query;
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
  for (const [name, at] of Object.entries(periodQuery(filters.periods))) {
    params.set(name, at);
  }
  if (filters.demo !== undefined) params.set('demo', String(filters.demo));
  if (filters.q) params.set('q', filters.q);
  if (filters.sort !== sortOf(filters.periods)) {
    params.set('sort', filters.sort);
  }
  return params;
}

/** What the server is asked for a page of these filters. */
export function listQuery(
  filters: ListFilters,
  cursor?: string,
): ListChangesQuery {
  return { ...exportQuery(filters), limit: 50, cursor };
}

/** What the server is asked for all that these filters show. */
export function exportQuery(filters: ListFilters): ExportChangesQuery {
  // The values of state, type, risk and close code were checked when they were read from the address.
  const many = Object.fromEntries(
    manyFilters
      .filter(name => filters[name].length)
      .map(name => [name, filters[name]]),
  );
  return {
    ...many,
    ...periodQuery(filters.periods),
    demo: filters.demo,
    awaitingMyApproval: filters.awaitingMyApproval || undefined,
    overdue: filters.overdue || undefined,
    onHold: filters.onHold || undefined,
    q: filters.q || undefined,
    sort: filters.sort,
    order: filters.sort === 'window' ? 'asc' : 'desc',
  };
}

/** True when anything but the order was chosen. */
export function isFiltered(filters: ListFilters): boolean {
  return (
    manyFilters.some(name => filters[name].length > 0) ||
    flagFilters.some(name => filters[name]) ||
    Object.keys(filters.periods).length > 0 ||
    filters.demo !== undefined ||
    filters.q !== ''
  );
}

/** How the filters stand in the address of the list. */
export const filterAddress: FilterAddress<ListFilters> = {
  read: readFilters,
  write: writeFilters,
  change: changeFilters,
};
