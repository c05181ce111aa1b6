import {
  policyReplayRequestSchema,
  policyReplaySchema,
  policySetSchema,
  templatesResponseSchema,
} from '@countersign/plugin-change-management-common';
import { admitReaders, defineOperation, permissions } from './ChangeApi';

/** Approval policies and standard change templates, as configured, and the replay of a draft. */
export const policyOperations = [
  defineOperation({
    method: 'get',
    path: '/policies',
    id: 'getPolicies',
    summary: 'The approval policies in force',
    permission: permissions.read,
    answer: policySetSchema,
    answerName: 'PolicySet',
    admit: admitReaders,
    handle: async ({ policies }) => policies.current(),
  }),
  defineOperation({
    method: 'post',
    path: '/policies/replay',
    id: 'replayPolicies',
    summary: 'What a draft would have asked of past changes',
    permission: 'change-management.policy.replay',
    body: policyReplayRequestSchema,
    ignoresKey: true,
    answer: policyReplaySchema,
    answerName: 'PolicyReplay',
    handle: ({ policies }, { caller, body }) => policies.replay(caller, body),
  }),
  defineOperation({
    method: 'get',
    path: '/templates',
    id: 'getTemplates',
    summary: 'Templates of standard changes',
    permission: permissions.read,
    answer: templatesResponseSchema,
    answerName: 'TemplatesResponse',
    admit: admitReaders,
    handle: async ({ policies }) => policies.templates(),
  }),
];
