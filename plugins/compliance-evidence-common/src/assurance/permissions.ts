import { createPermission } from '@backstage/plugin-permission-common';

/** See findings, requests, controls and attestations, with their timelines and evidence. */
export const findingReadPermission = createPermission({
  name: 'compliance-evidence.finding.read',
  attributes: { action: 'read' },
});

/** Work on a finding: explain it, name the change that remediates it, close it by evidence. */
export const findingWorkPermission = createPermission({
  name: 'compliance-evidence.finding.work',
  attributes: { action: 'update' },
});

/** Accept the risk of a finding until a date. */
export const findingAcceptPermission = createPermission({
  name: 'compliance-evidence.finding.accept',
  attributes: { action: 'update' },
});

/** Ask for evidence as an auditor does, judge the answers, and write notes on what one asked for. */
export const requestOpenPermission = createPermission({
  name: 'compliance-evidence.request.open',
  attributes: { action: 'create' },
});

/** Answer what an auditor asks for. */
export const requestAnswerPermission = createPermission({
  name: 'compliance-evidence.request.answer',
  attributes: { action: 'update' },
});

/** Attest to a control for a period. */
export const controlAttestPermission = createPermission({
  name: 'compliance-evidence.control.attest',
  attributes: { action: 'create' },
});

/** Every permission of findings, requests and controls, for the registry and for policies. */
export const assurancePermissions = [
  findingReadPermission,
  findingWorkPermission,
  findingAcceptPermission,
  requestOpenPermission,
  requestAnswerPermission,
  controlAttestPermission,
];
