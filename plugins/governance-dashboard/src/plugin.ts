import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { homeWidget } from './extensions/home';
import { dashboardPage } from './extensions/page';
import {
  catalogChecks,
  checksApi,
  scorecardCard,
  scorecardFilter,
} from './extensions/scorecard';
import { tilesApi } from './extensions/tiles';
import { rootRouteRef, scorecardsRouteRef } from './routes';

/**
 * The one page that a head of engineering opens on Monday. It knows no area: each contributes its tiles by
 * `DashboardTileBlueprint` of `governance-react`.
 */
export const governanceDashboardPlugin = createFrontendPlugin({
  pluginId: 'governance-dashboard',
  title: 'Governance dashboard',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, scorecards: scorecardsRouteRef },
  extensions: [
    tilesApi,
    checksApi,
    dashboardPage,
    homeWidget,
    scorecardCard,
    scorecardFilter,
    ...catalogChecks,
  ],
});
