import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { homeWidget } from './extensions/home';
import { dashboardPage } from './extensions/page';
import { catalogChecks, scorecardCard } from './extensions/scorecard';
import { tilesApi } from './extensions/tiles';
import { rootRouteRef } from './routes';

/**
 * The one page that a head of engineering opens on Monday. It knows no area: each contributes its tiles by
 * `DashboardTileBlueprint` of `governance-react`.
 */
export const governanceDashboardPlugin = createFrontendPlugin({
  pluginId: 'governance-dashboard',
  title: 'Governance dashboard',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    tilesApi,
    dashboardPage,
    homeWidget,
    scorecardCard,
    ...catalogChecks,
  ],
});
