import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { configurationItemFilter } from '@countersign/plugin-governance-react';
import { RiFileList3Line } from '@remixicon/react';
import { serviceLogsApi } from './api';
import { contributions } from './contributions/extensions';
import { rootRouteRef } from './routes';

/** As people call the area, in the sidebar and on the tabs of entities. */
const area = 'Logs';

/** Logs of services in the portal: a page, a tab of entities, and a link beside what happened to one. */
export const serviceLogsPlugin = createFrontendPlugin({
  pluginId: 'service-logs',
  title: area,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    serviceLogsApi,
    PageBlueprint.make({
      params: {
        path: '/logs',
        routeRef: rootRouteRef,
        title: area,
        icon: <RiFileList3Line />,
        // The area's own header.
        noHeader: true,
        loader: () => import('./components/LogsPage').then(m => <m.LogsPage />),
      },
    }),
    EntityContentBlueprint.make({
      name: 'logs',
      params: {
        path: '/logs',
        title: area,
        group: 'operation',
        icon: <RiFileList3Line />,
        filter: configurationItemFilter,
        loader: () =>
          import('./components/EntityLogs').then(m => <m.EntityLogs />),
      },
    }),
    ...contributions,
  ],
});
