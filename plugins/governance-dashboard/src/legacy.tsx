/**
 * The same page in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createCardExtension } from '@backstage/plugin-home-react';
import {
  framed,
  legacyArea,
  useContributions,
} from '@countersign/plugin-governance-react/legacy';
import { DashboardPageBlueprint } from '@countersign/plugin-governance-react';
import { inOrder } from './extensions/page';
import { catalogChecks } from './extensions/scorecard';
import { governanceDashboardPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, catalogChecks);

/** The governance dashboard for an app of the old frontend system. */
export const governanceDashboardPlugin = area.plugin;

/** All pages: `<Route path="/governance" element={<GovernanceDashboardPage />} />`. */
export const GovernanceDashboardPage = area.page(
  'GovernanceDashboardPage',
  rootRouteRef,
  async () => {
    const { DashboardRouter } = await import('./components/DashboardRouter');
    return function GovernanceDashboard() {
      const pages = useContributions(DashboardPageBlueprint.dataRefs.page);
      return <DashboardRouter pages={inOrder(pages)} />;
    };
  },
);

/** "Is it well kept?": a card of an entity's overview. */
export const EntityScorecardCard = area.element('EntityScorecardCard', () =>
  import('./components/Scorecard').then(m => m.ScorecardCard),
);

/** Components by how their scorecards stand: a filter of `CatalogIndexPage`, beside its own. */
export const EntityScorecardPicker = area.element('EntityScorecardPicker', () =>
  import('./components/Scorecards/CatalogScorecardPicker').then(
    m => m.CatalogScorecardPicker,
  ),
);

/** What calls for action in every area, on the home page. */
export const HomePageGovernanceFigures = area.plugin.provide(
  createCardExtension({
    name: 'HomePageGovernanceFigures',
    title: 'Governance now',
    components: async () => ({
      Content: framed((await import('./components/HomeFigures')).HomeFigures),
    }),
  }),
);
