import { ofAttestation, ofFinding, ofRequest } from './assuranceOperation';
import { controlOperations } from './controlOperations';
import { findingOperations } from './findingOperations';
import { requestOperations } from './requestOperations';

/** Records that say which verbs they understand. */
export const assuranceVerbPaths = [
  { path: '/findings/{number}', params: ofFinding, name: 'a finding' },
  { path: '/requests/{number}', params: ofRequest, name: 'a request' },
  {
    path: '/attestations/{number}',
    params: ofAttestation,
    name: 'an attestation',
  },
];

/** Every route of findings, requests, controls and comparisons. */
export const assuranceOperations = [
  ...findingOperations,
  ...requestOperations,
  ...controlOperations,
];
