import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiStickyNoteLine } from '@remixicon/react';
import { notesApi } from './api';
import { contributions } from './contributions';
import { noteRouteRef, rootRouteRef } from './routes';

/** As people call the area, in the sidebar. */
const area = 'Notes';

/** Notes, the sample area: pages, and what it adds to those that areas share. */
export const notesPlugin = createFrontendPlugin({
  pluginId: 'sample-notes',
  title: area,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, note: noteRouteRef },
  extensions: [
    notesApi,
    PageBlueprint.make({
      params: {
        path: '/notes',
        routeRef: rootRouteRef,
        title: area,
        icon: <RiStickyNoteLine />,
        // The area's own header has its pages as tabs.
        noHeader: true,
        loader: () =>
          import('./components/NotesRouter').then(m => <m.NotesRouter />),
      },
    }),
    ...contributions,
  ],
});
