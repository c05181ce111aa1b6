import { createApiRef } from '@backstage/frontend-plugin-api';
import { clientApi } from '@countersign/plugin-governance-react';
import { ServiceLogsClient } from '@countersign/plugin-service-logs-common';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type ServiceLogsApi = Pick<ServiceLogsClient, keyof ServiceLogsClient>;

/** Finds the client of the logs backend. */
export const serviceLogsApiRef = createApiRef<ServiceLogsApi>().with({
  id: 'plugin.service-logs.service',
  pluginId: 'service-logs',
});

/** The client of the logs backend, for every page of the area. */
export const serviceLogsApi = clientApi(
  serviceLogsApiRef,
  'service-logs',
  options => new ServiceLogsClient(options),
);
