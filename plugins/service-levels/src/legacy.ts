/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import {
  entityMatches,
  framed,
  legacyArea,
} from '@countersign/plugin-governance-react/legacy';
import { serviceLevelSearchTypes } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApi } from './api';
import { definitions, promising, standing } from './extensions/cardFilters';
import { contributions } from './extensions/contributions';
import { serviceLevelsPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [serviceLevelsApi, ...contributions]);

/** Service levels for an app of the old frontend system. */
export const serviceLevelsPlugin = area.plugin;

/** All pages: `<Route path="/slos" element={<SlosPage />} />`. */
export const SlosPage = area.page('SlosPage', rootRouteRef, () =>
  import('./components/SlosRouter').then(m => m.SlosRouter),
);

/** Whether an entity may promise something: for `EntityHealthCard` and `EntitySlosContent`. */
export const isPromising = entityMatches(promising);

/** Whether an entity is an OpenSLO definition: for `EntityDefinitionCard`. */
export const isDefinition = entityMatches(definitions);

/** Whether an entity is an SLO or a source of its data: for `EntityStandingCard`. */
export const hasStanding = entityMatches(standing);

/** "Is it healthy?": a card of an entity's overview. */
export const EntityHealthCard = area.element('EntityHealthCard', () =>
  import('./components/EntitySlos').then(m => m.HealthCard),
);

/** SLOs of an entity: the content of a tab. */
export const EntitySlosContent = area.element('EntitySlosContent', () =>
  import('./components/EntitySlos').then(m => m.EntitySlosContent),
);

/** How an SLO or a source stands: a card of its overview. */
export const EntityStandingCard = area.element('EntityStandingCard', () =>
  import('./components/EntitySlos').then(m => m.StandingCard),
);

/** An OpenSLO definition as it is written: a card of its overview. */
export const EntityDefinitionCard = area.element('EntityDefinitionCard', () =>
  import('./components/EntitySlos').then(m => m.DefinitionCard),
);

/** Objectives that burn or have spent their budget, on the home page. */
export const HomePageBurningSlos = area.plugin.provide(
  createCardExtension({
    name: 'HomePageBurningSlos',
    title: 'SLOs that burn',
    components: async () => ({
      Content: framed((await import('./components/HomeSlos')).HomeSlos),
    }),
  }),
);

/** An objective among the results of the portal's search. */
export const ObjectiveSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'ObjectiveSearchResultListItem',
    predicate: ({ type }) => type === serviceLevelSearchTypes.objective,
    component: async () =>
      framed(
        (await import('./components/ObjectiveSearchResult'))
          .ObjectiveSearchResult,
      ),
  }),
);
