import {
  assuranceTimelineSchema,
  attestationPageSchema,
  attestationSchema,
  attestSchema,
  comparisonSchema,
  compareRunsSchema,
  controlAttestPermission,
  controlListSchema,
  listAttestationsSchema,
  listControlsSchema,
  runReferenceSchema,
  withdrawAttestationSchema,
} from '@countersign/plugin-compliance-evidence-common';
import {
  dashboardAnswerSchema,
  dashboardQuerySchema,
} from '@countersign/plugin-governance-common';
import { tellingOperations } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Assurance } from '../assurance/createAssurance';
import { defineOperation, ofAttestation, read } from './assuranceOperation';

const attest = controlAttestPermission.name;

/** Controls with their scores, and what their owners attest; what differs between two runs. */
export const controlOperations = [
  defineOperation({
    method: 'get',
    path: '/controls',
    id: 'listControls',
    summary:
      'Controls with their scores, what those are made of, and the trend',
    permission: read,
    query: listControlsSchema,
    answer: controlListSchema,
    answerName: 'ControlList',
    handle: ({ controls }, { caller, query }) => controls.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/dashboard',
    id: 'getDashboard',
    summary: 'The figures of compliance for the governance dashboard',
    permission: read,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboard }, { caller, query }) =>
      dashboard.figures(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/attestations',
    id: 'listAttestations',
    summary: 'List attestations: filtered, a page at a time',
    permission: read,
    query: listAttestationsSchema,
    answer: attestationPageSchema,
    answerName: 'AttestationPage',
    handle: ({ attestationDesk }, { caller, query }) =>
      attestationDesk.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/attestations',
    id: 'attest',
    summary: 'Attest to a control for a period, by a run',
    permission: attest,
    body: attestSchema,
    answer: attestationSchema,
    answerName: 'Attestation',
    status: 201,
    handle: ({ attestationDesk }, { caller, body, idempotencyKey }) =>
      attestationDesk.attest(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/attestations/{number}',
    id: 'getAttestation',
    summary: 'An attestation',
    permission: read,
    params: ofAttestation,
    answer: attestationSchema,
    answerName: 'Attestation',
    handle: ({ attestationDesk }, { caller, params: { number } }) =>
      attestationDesk.get(caller, number),
  }),
  defineOperation({
    method: 'post',
    path: '/attestations/{number}/withdraw',
    id: 'withdrawAttestation',
    summary: 'Withdraw an attestation, with the reason',
    permission: attest,
    params: ofAttestation,
    body: withdrawAttestationSchema,
    answer: attestationSchema,
    answerName: 'Attestation',
    handle: (
      { attestationDesk },
      { caller, params: { number }, body, idempotencyKey },
    ) => attestationDesk.withdraw(caller, number, body, idempotencyKey),
  }),
  ...tellingOperations<Assurance, typeof assuranceTimelineSchema>({
    name: 'an attestation',
    path: '/attestations/{number}',
    params: ofAttestation,
    permission: read,
    kind: 'Attestation',
    timeline: assuranceTimelineSchema,
    timelineName: 'AssuranceTimeline',
    teller: ({ attestationTeller }) => attestationTeller,
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/compare/{older}',
    id: 'compareRuns',
    summary: 'What differs between two runs of a report, and why',
    permission: read,
    params: z.object({ number: runReferenceSchema, older: runReferenceSchema }),
    query: compareRunsSchema,
    answer: comparisonSchema,
    answerName: 'RunComparison',
    handle: ({ comparison }, { caller, params: { number, older }, query }) =>
      comparison.compare(caller, older, number, query),
  }),
];
