import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  AssuranceClient,
  EvidenceClient,
  InquiryClient,
} from '@countersign/plugin-compliance-evidence-common';
import { clientApi } from '@countersign/plugin-governance-react';

const pluginId = 'compliance-evidence';

/** What the pages ask about reports and runs: the public methods of the one typed client. */
export type EvidenceApi = Pick<EvidenceClient, keyof EvidenceClient>;

/** Finds the client for reports and runs. */
export const evidenceApiRef = createApiRef<EvidenceApi>().with({
  id: 'plugin.compliance-evidence.service',
  pluginId,
});

/** What the pages ask about findings, requests and controls. */
export type AssuranceApi = Pick<AssuranceClient, keyof AssuranceClient>;

/** Finds the client for findings, requests and controls. */
export const assuranceApiRef = createApiRef<AssuranceApi>().with({
  id: 'plugin.compliance-evidence.assurance',
  pluginId,
});

/** What the pages ask about what is asked of runs afterwards. */
export type InquiryApi = Pick<InquiryClient, keyof InquiryClient>;

/** Finds the client for inquiries. */
export const inquiryApiRef = createApiRef<InquiryApi>().with({
  id: 'plugin.compliance-evidence.inquiries',
  pluginId,
});

/** The clients of the backend, for every page of the area. */
export const apiExtensions = [
  clientApi(evidenceApiRef, pluginId, options => new EvidenceClient(options)),
  clientApi(
    assuranceApiRef,
    pluginId,
    options => new AssuranceClient(options),
    'assurance',
  ),
  clientApi(
    inquiryApiRef,
    pluginId,
    options => new InquiryClient(options),
    'inquiries',
  ),
];

/** Names the request for what audits say of an entity: all that show it on a page share it. */
export const entityScopeKey = (entityRef: string) =>
  `compliance-evidence/entity-scope/${entityRef}`;
