import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of changes: `/changes`. */
export const rootRouteRef = createRouteRef();

/** The form for a new change: `/changes/new`. Takes `item`, `environment`, `windowStart` and `windowEnd` as query. */
export const newChangeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new',
});

/** One change: `/changes/:number`. */
export const changeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});

/** The form that edits a change: `/changes/:number/edit`. */
export const editChangeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number/edit',
});

/** The calendar: `/changes/calendar`. */
export const calendarRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/calendar',
});

/** The figures: `/changes/metrics`. */
export const metricsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/metrics',
});

/** Approval policies and their replay: `/changes/policies`. */
export const policiesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies',
});

/** The relation graph, which belongs to the catalog. */
export const catalogGraphRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog-graph.catalogGraph',
});
