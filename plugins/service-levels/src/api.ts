import { createApiRef } from '@backstage/frontend-plugin-api';
import { clientApi, ProofSource } from '@countersign/plugin-governance-react';
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

/** Where the proof of an alert comes from. */
export function alertProof(api: ServiceLevelsApi): ProofSource {
  return {
    getLedgerStatus: options => api.getLedgerStatus(options),
    getEvidence: number => api.getAlertEvidence(number),
  };
}

/** Where the proof of a correction comes from. */
export function correctionProof(api: ServiceLevelsApi): ProofSource {
  return {
    getLedgerStatus: options => api.getLedgerStatus(options),
    getEvidence: number => api.getCorrectionEvidence(number),
  };
}
