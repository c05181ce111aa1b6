import {
  runReadPermission,
  verifierSchema,
} from '@countersign/plugin-compliance-evidence-common';
import { operationsOver } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { VerifierPage } from '../verifier/VerifierPage';

const { defineOperation } = operationsOver<{ verifier: VerifierPage }>();
const permission = runReadPermission.name;

/** What the portal gives to those who verify packs elsewhere. */
export const verifierOperations = [
  defineOperation({
    method: 'get',
    path: '/verifier',
    id: 'getVerifier',
    summary: 'Whether the page that verifies packs offline is offered',
    permission,
    answer: verifierSchema,
    answerName: 'Verifier',
    handle: ({ verifier }, { caller }) => verifier.describe(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/verifier/page',
    id: 'getVerifierPage',
    summary: 'The page that verifies packs offline, as one HTML file',
    permission,
    answer: z.string(),
    answerName: 'a web page',
    media: 'text/html',
    isFile: true,
    handle: ({ verifier }, { caller }) => verifier.page(caller),
  }),
];
