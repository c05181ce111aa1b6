import {
  createFrontendPlugin,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { chaosDrillsApi } from './api';
import { cardExtensions } from './extensions/cards';
import { contributions } from './extensions/contributions';
import { homeExtensions } from './extensions/home';
import { pageExtensions } from './extensions/pages';
import { searchExtensions } from './extensions/search';
import {
  detectionRouteRef,
  drillRouteRef,
  experimentRouteRef,
  experimentsRouteRef,
  gameDayRouteRef,
  gameDaysRouteRef,
  journalsRouteRef,
  leverRouteRef,
  newChangeRouteRef,
  rootRouteRef,
  runsRouteRef,
} from './routes';

const extensions: ExtensionDefinition[] = [
  chaosDrillsApi,
  ...pageExtensions,
  ...cardExtensions,
  ...homeExtensions,
  ...searchExtensions,
  ...contributions,
];

/** Chaos drills in the portal: pages, and what they add to the pages that all areas share. */
export const chaosDrillsPlugin = createFrontendPlugin({
  pluginId: 'chaos-drills',
  title: 'Chaos drills',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    runs: runsRouteRef,
    experiments: experimentsRouteRef,
    experiment: experimentRouteRef,
    gameDays: gameDaysRouteRef,
    gameDay: gameDayRouteRef,
    detection: detectionRouteRef,
    journals: journalsRouteRef,
    lever: leverRouteRef,
    drill: drillRouteRef,
  },
  externalRoutes: { newChange: newChangeRouteRef },
  extensions,
});
