import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page of logs: `/logs`, with the entity and what is asked in its address. */
export const rootRouteRef = createRouteRef();
