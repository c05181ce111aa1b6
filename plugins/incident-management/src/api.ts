import { createApiRef } from '@backstage/frontend-plugin-api';
import { clientApi } from '@countersign/plugin-governance-react';
import { IncidentClient } from '@countersign/plugin-incident-management-common';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type IncidentManagementApi = Pick<IncidentClient, keyof IncidentClient>;

/** Finds the client of the backend. */
export const incidentManagementApiRef =
  createApiRef<IncidentManagementApi>().with({
    id: 'plugin.incident-management.service',
    pluginId: 'incident-management',
  });

/** The client of the backend, for every page of the area. */
export const incidentManagementApi = clientApi(
  incidentManagementApiRef,
  'incident-management',
  options => new IncidentClient(options),
);
