import { createApiRef } from '@backstage/frontend-plugin-api';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { clientApi } from '@countersign/plugin-governance-react';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type ChangeManagementApi = Pick<
  ChangeManagementClient,
  keyof ChangeManagementClient
>;

/** Finds the client of the change management backend. */
export const changeManagementApiRef = createApiRef<ChangeManagementApi>().with({
  id: 'plugin.change-management.service',
  pluginId: 'change-management',
});

export const changeManagementApi = clientApi(
  changeManagementApiRef,
  'change-management',
  options => new ChangeManagementClient(options),
);
