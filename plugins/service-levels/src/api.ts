import { createApiRef } from '@backstage/frontend-plugin-api';
import { clientApi } from '@countersign/plugin-governance-react';
import { ServiceLevelsClient } from '@countersign/plugin-service-levels-common';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type ServiceLevelsApi = Pick<
  ServiceLevelsClient,
  keyof ServiceLevelsClient
>;

/** Finds the client of the backend. */
export const serviceLevelsApiRef = createApiRef<ServiceLevelsApi>().with({
  id: 'plugin.service-levels.service',
  pluginId: 'service-levels',
});

/** The client of the backend, for every page of the area. */
export const serviceLevelsApi = clientApi(
  serviceLevelsApiRef,
  'service-levels',
  options => new ServiceLevelsClient(options),
);
