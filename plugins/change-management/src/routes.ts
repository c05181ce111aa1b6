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

/** Changes of other systems: `/changes/imported`. Takes `q`, `system` and `entityRef` as query. */
export const importedChangesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/imported',
});

/** One of them: `/changes/imported/:number`. */
export const importedChangeRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/imported/:number',
});

/** The relation graph, which belongs to the catalog. */
export const catalogGraphRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog-graph.catalogGraph',
});
