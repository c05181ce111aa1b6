import {
  createFrontendPlugin,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { changeManagementApi, importedChangesApi } from './api';
import { cardExtensions } from './extensions/cards';
import { contributions } from './extensions/contributions';
import { pageExtensions } from './extensions/pages';
import { scaffolderExtensions } from './extensions/scaffolder';
import {
  calendarRouteRef,
  catalogGraphRouteRef,
  changeRouteRef,
  editChangeRouteRef,
  importedChangeRouteRef,
  importedChangesRouteRef,
  metricsRouteRef,
  newChangeRouteRef,
  policiesRouteRef,
  rootRouteRef,
} from './routes';

const extensions: ExtensionDefinition[] = [
  changeManagementApi,
  importedChangesApi,
  ...pageExtensions,
  ...cardExtensions,
  ...contributions,
  ...scaffolderExtensions,
];

/**
 * Change management in the portal: pages, entity cards, search results, and what it adds to the pages all areas share.
 *
 * @remarks
 * The plugin has no icon of its own, so that only the pages that name one stand in the sidebar.
 */
export const changeManagementPlugin = createFrontendPlugin({
  pluginId: 'change-management',
  title: 'Change management',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    change: changeRouteRef,
    newChange: newChangeRouteRef,
    editChange: editChangeRouteRef,
    calendar: calendarRouteRef,
    metrics: metricsRouteRef,
    policies: policiesRouteRef,
    imported: importedChangesRouteRef,
    importedChange: importedChangeRouteRef,
  },
  externalRoutes: { catalogGraph: catalogGraphRouteRef },
  extensions,
});
