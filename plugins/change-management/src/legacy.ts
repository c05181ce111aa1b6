/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import {
  framed,
  legacyArea,
} from '@countersign/plugin-governance-react/legacy';
import { changeManagementApi, importedChangesApi } from './api';
import { CHANGE_DOCUMENT_TYPE } from './components/SearchResult/changeDocumentType';
import {
  changeWindowFieldOptions,
  terraformPlanFieldOptions,
} from './components/TemplateFields';
import { contributions } from './extensions/contributions';
import { changeManagementPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [
  changeManagementApi,
  importedChangesApi,
  ...contributions,
]);

/** Change management for an app of the old frontend system. */
export const changeManagementPlugin = area.plugin;

/** All pages: `<Route path="/changes" element={<ChangesPage />} />`. */
export const ChangesPage = area.page('ChangesPage', rootRouteRef, () =>
  import('./components/ChangesRouter').then(m => m.ChangesRouter),
);

/** What the CMDB knows of an entity: a card of its overview. */
export const EntityConfigurationItemCard = area.element(
  'EntityConfigurationItemCard',
  () => import('./components/EntityCards').then(m => m.ConfigurationItemCard),
);

/** Changes of an entity: the content of a tab. */
export const EntityChangesContent = area.element('EntityChangesContent', () =>
  import('./components/EntityCards').then(m => m.EntityChangesContent),
);

/** A change among the results of the portal's search. */
export const ChangeSearchResultListItem = area.plugin.provide(
  createSearchResultListItemExtension({
    name: 'ChangeSearchResultListItem',
    predicate: ({ type }) => type === CHANGE_DOCUMENT_TYPE,
    component: async () =>
      framed((await import('./components/SearchResult')).ChangeSearchResult),
  }),
);

/** The form field `TerraformPlanUpload` of software templates. */
export const TerraformPlanUploadFieldExtension = area.plugin.provide(
  createScaffolderFieldExtension({
    ...terraformPlanFieldOptions,
    component: framed(terraformPlanFieldOptions.component),
    schema: terraformPlanFieldOptions.schema.schema,
  }),
);

/** The form field `ChangeWindow` of software templates. */
export const ChangeWindowFieldExtension = area.plugin.provide(
  createScaffolderFieldExtension({
    ...changeWindowFieldOptions,
    component: framed(changeWindowFieldOptions.component),
    schema: changeWindowFieldOptions.schema.schema,
  }),
);
