/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { evidenceSearchTypes } from '@countersign/plugin-compliance-evidence-common';
import {
  framed,
  legacyArea,
} from '@countersign/plugin-governance-react/legacy';
import { apiExtensions } from './api';
import { contributions } from './contributions/extensions';
import { complianceEvidencePlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [...apiExtensions, ...contributions]);

/** Compliance evidence for an app of the old frontend system. */
export const complianceEvidencePlugin = area.plugin;

/** All pages: `<Route path="/evidence" element={<EvidencePage />} />`. */
export const EvidencePage = area.page('EvidencePage', rootRouteRef, () =>
  import('./components/EvidenceRouter').then(m => m.EvidenceRouter),
);

/** What audits say of an entity: a card of its overview. */
export const EntityEvidenceCard = area.element('EntityEvidenceCard', () =>
  import('./components/EntityEvidence').then(m => m.EntityEvidence),
);

/** A report among the results of the portal's search. */
export const ReportSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'ReportSearchResultListItem',
    predicate: ({ type }) => type === evidenceSearchTypes.report,
    component: async () =>
      framed((await import('./components/SearchResults')).ReportSearchResult),
  }),
);

/** A run of a report among the results of the portal's search. */
export const RunSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'RunSearchResultListItem',
    predicate: ({ type }) => type === evidenceSearchTypes.run,
    component: async () =>
      framed((await import('./components/SearchResults')).RunSearchResult),
  }),
);
