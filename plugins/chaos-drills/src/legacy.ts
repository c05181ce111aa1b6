/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { searchTypes } from '@countersign/plugin-chaos-drills-common';
import {
  framed,
  legacyArea,
} from '@countersign/plugin-governance-react/legacy';
import { chaosDrillsApi } from './api';
import { contributions } from './extensions/contributions';
import { chaosDrillsPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [chaosDrillsApi, ...contributions]);

/** Chaos drills for an app of the old frontend system. */
export const chaosDrillsPlugin = area.plugin;

/** All pages: `<Route path="/drills" element={<DrillsPage />} />`. */
export const DrillsPage = area.page('DrillsPage', rootRouteRef, () =>
  import('./components/DrillsRouter').then(m => m.DrillsRouter),
);

/** Drills of an entity: the content of a tab. */
export const EntityDrillsContent = area.element('EntityDrillsContent', () =>
  import('./components/EntityDrills').then(m => m.EntityDrills),
);

/** When an entity was drilled last: a card of its overview. */
export const EntityDrillsCard = area.element('EntityDrillsCard', () =>
  import('./components/EntityDrillsCard').then(m => m.EntityDrillsCard),
);

/** What runs now and what is overdue, of what one's teams own, on the home page. */
export const HomePageDrills = area.plugin.provide(
  createCardExtension({
    name: 'HomePageDrills',
    title: 'Drills of your teams',
    components: async () => ({
      Content: framed((await import('./components/HomeDrills')).HomeDrills),
    }),
  }),
);

/** A drill among the results of the portal's search. */
export const DrillSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'DrillSearchResultListItem',
    predicate: ({ type }) => type === searchTypes.drill,
    component: async () =>
      framed((await import('./components/SearchResults')).DrillSearchResult),
  }),
);

/** An experiment among the results of the portal's search. */
export const ExperimentSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'ExperimentSearchResultListItem',
    predicate: ({ type }) => type === searchTypes.experiment,
    component: async () =>
      framed(
        (await import('./components/SearchResults')).ExperimentSearchResult,
      ),
  }),
);

/** A game day among the results of the portal's search. */
export const GameDaySearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'GameDaySearchResultListItem',
    predicate: ({ type }) => type === searchTypes.gameDay,
    component: async () =>
      framed((await import('./components/SearchResults')).GameDaySearchResult),
  }),
);
