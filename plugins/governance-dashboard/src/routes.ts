import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The dashboard: `/governance`. Takes a period, `team` and `system` as query. */
export const rootRouteRef = createRouteRef();

/** Every service with its scorecard: `/governance/scorecards`. Takes `team`, `system`, `fails` and `q` as query. */
export const scorecardsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/scorecards',
});
