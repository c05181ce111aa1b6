import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';

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

export const changeManagementApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: changeManagementApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ChangeManagementClient({
          baseUrl: () => discoveryApi.getBaseUrl('change-management'),
          fetch: fetchApi.fetch,
        }),
    }),
});
