/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createCardExtension } from '@backstage/plugin-home-react';
import {
  framed,
  legacyArea,
} from '@countersign/plugin-governance-react/legacy';
import { apiExtensions } from './api';
import { contributions } from './extensions/contributions';
import { incidentManagementPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [...apiExtensions, ...contributions]);

/** Incidents for an app of the old frontend system. */
export const incidentManagementPlugin = area.plugin;

/** All pages: `<Route path="/incidents" element={<IncidentsPage />} />`. */
export const IncidentsPage = area.page('IncidentsPage', rootRouteRef, () =>
  import('./components/IncidentsRouter').then(m => m.IncidentsRouter),
);

/** Incidents of an entity: the content of a tab. */
export const EntityIncidentsContent = area.element(
  'EntityIncidentsContent',
  () => import('./components/EntityIncidents').then(m => m.EntityIncidents),
);

/** Who is on call for an entity or in a group: a card of its overview. */
export const EntityOnCallCard = area.element('EntityOnCallCard', () =>
  import('./components/OnCallCard').then(m => m.OnCallCard),
);

/** Incidents of one's teams that are not over, on the home page. */
export const HomePageOpenIncidents = area.plugin.provide(
  createCardExtension({
    name: 'HomePageOpenIncidents',
    title: 'Open incidents',
    components: async () => ({
      Content: framed(
        (await import('./components/HomeIncidents')).HomeIncidents,
      ),
    }),
  }),
);

/** One's action items that are due, on the home page. */
export const HomePageOverdueActions = area.plugin.provide(
  createCardExtension({
    name: 'HomePageOverdueActions',
    title: 'Overdue actions',
    components: async () => ({
      Content: framed((await import('./components/HomeActions')).HomeActions),
    }),
  }),
);
