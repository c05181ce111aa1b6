import {
  createFrontendPlugin,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { serviceLevelsApi } from './api';
import { contributions } from './extensions/contributions';
import { pageExtensions } from './extensions/pages';
import {
  alertRouteRef,
  alertsRouteRef,
  objectiveRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from './routes';

const extensions: ExtensionDefinition[] = [
  serviceLevelsApi,
  ...pageExtensions,
  ...contributions,
];

/** Service levels in the portal: pages, and what they add to the pages that all areas share. */
export const serviceLevelsPlugin = createFrontendPlugin({
  pluginId: 'service-levels',
  title: 'Service levels',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    objective: objectiveRouteRef,
    alerts: alertsRouteRef,
    alert: alertRouteRef,
    sources: sourcesRouteRef,
  },
  extensions,
});
