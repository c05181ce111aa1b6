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

/** What error budgets demand of changes, and a draft of it tried over the past: `/slos/policies`. */
export const policiesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies',
});

/** One objective: `/slos/objectives/:id`. Under a path of their own, objectives may be called anything. */
export const objectiveRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/objectives/:id',
});

/** How the figure of an objective comes about: `/slos/objectives/:id/explanation`. */
export const explanationRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/objectives/:id/explanation',
});
