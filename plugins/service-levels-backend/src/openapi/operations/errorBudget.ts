import { Operation } from '@countersign/plugin-governance-node';
import {
  errorBudgetPolicySetSchema,
  errorBudgetReplaySchema,
  errorBudgetVerdictSchema,
  errorBudgetVerdictsSchema,
  judgeErrorBudgetSchema,
  judgeErrorBudgetsSchema,
  policyReplayPermission,
  replayErrorBudgetSchema,
} from '@countersign/plugin-service-levels-common';
import { defineOperation, reading, Services } from './operation';

/** Error budget policies, what they demand of a change, and the replay of a draft. */
export const errorBudgetOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/error-budget/policies',
    id: 'getErrorBudgetPolicies',
    summary: 'The error budget policies in force',
    ...reading,
    answer: errorBudgetPolicySetSchema,
    answerName: 'ErrorBudgetPolicySet',
    handle: ({ errorBudgets }) => errorBudgets.policies(),
  }),
  defineOperation({
    method: 'post',
    path: '/error-budget/judge',
    id: 'judgeErrorBudget',
    summary:
      'What error budgets demand of a change, now or at a moment of the past; nothing is written',
    ...reading,
    body: judgeErrorBudgetSchema,
    ignoresKey: true,
    answer: errorBudgetVerdictSchema,
    answerName: 'ErrorBudgetVerdict',
    handle: ({ errorBudgets }, { body }) => errorBudgets.judge(body),
  }),
  defineOperation({
    method: 'post',
    path: '/error-budget/judge-all',
    id: 'judgeErrorBudgets',
    summary:
      'What error budgets demand of each of several changes, in their order; nothing is written',
    ...reading,
    body: judgeErrorBudgetsSchema,
    ignoresKey: true,
    answer: errorBudgetVerdictsSchema,
    answerName: 'ErrorBudgetVerdicts',
    handle: async ({ errorBudgets }, { body }) => ({
      verdicts: await errorBudgets.judgeAll(body.questions),
    }),
  }),
  defineOperation({
    method: 'post',
    path: '/error-budget/policies/replay',
    id: 'replayErrorBudgetPolicies',
    summary: 'What a draft would have demanded over the past',
    permission: policyReplayPermission.name,
    admit: ({ access }, caller) => access.demandReplaying(caller),
    body: replayErrorBudgetSchema,
    ignoresKey: true,
    answer: errorBudgetReplaySchema,
    answerName: 'ErrorBudgetReplay',
    handle: ({ errorBudgets }, { caller, body }) =>
      errorBudgets.replay(caller, body),
  }),
];
