import {
  createFrontendPlugin,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { serviceLevelsApi } from './api';
import { cardExtensions } from './extensions/cards';
import { contributions } from './extensions/contributions';
import { homeExtensions } from './extensions/home';
import { pageExtensions } from './extensions/pages';
import { searchExtensions } from './extensions/search';
import {
  alertRouteRef,
  alertsRouteRef,
  checkRouteRef,
  correctionRouteRef,
  explanationRouteRef,
  objectiveRouteRef,
  policiesRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from './routes';

const extensions: ExtensionDefinition[] = [
  serviceLevelsApi,
  ...pageExtensions,
  ...cardExtensions,
  ...homeExtensions,
  ...contributions,
  ...searchExtensions,
];

/** Service levels in the portal: pages, and what they add to the pages that all areas share. */
export const serviceLevelsPlugin = createFrontendPlugin({
  pluginId: 'service-levels',
  title: 'Service levels',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    objective: objectiveRouteRef,
    explanation: explanationRouteRef,
    alerts: alertsRouteRef,
    alert: alertRouteRef,
    policies: policiesRouteRef,
    sources: sourcesRouteRef,
    check: checkRouteRef,
    correction: correctionRouteRef,
  },
  extensions,
});
