import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of notes: `/notes`. */
export const rootRouteRef = createRouteRef();

/** One note: `/notes/:number`. */
export const noteRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});
