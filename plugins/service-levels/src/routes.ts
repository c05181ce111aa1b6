import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** All objectives: `/slos`. */
export const rootRouteRef = createRouteRef();

/** Alerts of all objectives: `/slos/alerts`. */
export const alertsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/alerts',
});

/** One alert: `/slos/alerts/:number`. */
export const alertRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/alerts/:number',
});

/** Where measurements come from, and definitions that do not work: `/slos/sources`. */
export const sourcesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/sources',
});

/** One correction: `/slos/corrections/:number`. */
export const correctionRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/corrections/:number',
});

/** What a definition would make, before it is saved: `/slos/check`. Takes `service` as query. */
export const checkRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/check',
});

/** How the figure of an objective comes about: `/slos/:id/explanation`. */
export const explanationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:id/explanation',
});

/** One objective: `/slos/:id`. */
export const objectiveRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:id',
});
