import { createApiRef } from '@backstage/frontend-plugin-api';
import { ImportedClient } from '@countersign/plugin-governance-common';
import { clientApi, ProofSource } from '@countersign/plugin-governance-react';
import {
  AlertClient,
  IncidentClient,
  OnCallClient,
} from '@countersign/plugin-incident-management-common';
import { RunbookClient } from './runbooks';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type IncidentManagementApi = Pick<IncidentClient, keyof IncidentClient>;

/** Finds the client of the backend. */
export const incidentManagementApiRef =
  createApiRef<IncidentManagementApi>().with({
    id: 'plugin.incident-management.service',
    pluginId: 'incident-management',
  });

/** Where the proof of a problem comes from. */
export function problemProof(api: IncidentManagementApi): ProofSource {
  return {
    getLedgerStatus: options => api.getLedgerStatus(options),
    getEvidence: number => api.getProblemEvidence(number),
  };
}

/** What the pages ask about alerts. */
export type AlertsApi = Pick<AlertClient, keyof AlertClient>;

/** Finds the client for alerts. */
export const alertsApiRef = createApiRef<AlertsApi>().with({
  id: 'plugin.incident-management.alerts',
  pluginId: 'incident-management',
});

/** What the pages ask about being on call. */
export type OnCallApi = Pick<OnCallClient, keyof OnCallClient>;

/** Finds the client for being on call. */
export const onCallApiRef = createApiRef<OnCallApi>().with({
  id: 'plugin.incident-management.on-call',
  pluginId: 'incident-management',
});

/** What the pages ask about runbooks. */
export type RunbooksApi = Pick<RunbookClient, keyof RunbookClient>;

/** Finds the client for the steps of runbooks, which are pages of TechDocs. */
export const runbooksApiRef = createApiRef<RunbooksApi>().with({
  id: 'plugin.incident-management.runbooks',
  pluginId: 'incident-management',
});

/** What the pages ask about incidents or problems of other systems. */
export type ImportedApi = Pick<ImportedClient, keyof ImportedClient>;

/** Finds the client for incidents that were taken over from other systems. */
export const importedIncidentsApiRef = createApiRef<ImportedApi>().with({
  id: 'plugin.incident-management.imported-incidents',
  pluginId: 'incident-management',
});

/** The same for problems. */
export const importedProblemsApiRef = createApiRef<ImportedApi>().with({
  id: 'plugin.incident-management.imported-problems',
  pluginId: 'incident-management',
});

/** The clients of the backend, for every page of the area. */
export const apiExtensions = [
  clientApi(
    incidentManagementApiRef,
    'incident-management',
    options => new IncidentClient(options),
  ),
  clientApi(
    alertsApiRef,
    'incident-management',
    options => new AlertClient(options),
    'alerts',
  ),
  clientApi(
    onCallApiRef,
    'incident-management',
    options => new OnCallClient(options),
    'on-call',
  ),
  clientApi(
    runbooksApiRef,
    'techdocs',
    options => new RunbookClient(options),
    'runbooks',
  ),
  clientApi(
    importedIncidentsApiRef,
    'incident-management',
    options => new ImportedClient('incident', options),
    'imported-incidents',
  ),
  clientApi(
    importedProblemsApiRef,
    'incident-management',
    options => new ImportedClient('problem', options),
    'imported-problems',
  ),
];
