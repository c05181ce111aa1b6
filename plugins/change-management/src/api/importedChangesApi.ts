import { createApiRef } from '@backstage/frontend-plugin-api';
import { ImportedClient } from '@countersign/plugin-governance-common';
import { clientApi } from '@countersign/plugin-governance-react';

/** What the pages ask of the backend about changes of other systems. */
export type ImportedChangesApi = Pick<ImportedClient, keyof ImportedClient>;

/** Finds the client of changes that were taken over from other systems. */
export const importedChangesApiRef = createApiRef<ImportedChangesApi>().with({
  id: 'plugin.change-management.imported',
  pluginId: 'change-management',
});

export const importedChangesApi = clientApi(
  importedChangesApiRef,
  'change-management',
  options => new ImportedClient('change', options),
  'imported',
);
