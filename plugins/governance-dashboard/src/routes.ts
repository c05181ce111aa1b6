import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The dashboard: `/governance`. Takes a period, `team` and `system` as query. */
export const rootRouteRef = createRouteRef();
