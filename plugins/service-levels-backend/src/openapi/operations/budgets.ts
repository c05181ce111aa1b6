import { Operation } from '@countersign/plugin-governance-node';
import {
  burnDownQuerySchema,
  burnDownSchema,
  burnRatesQuerySchema,
  burnRatesSchema,
  countedStepsQuerySchema,
  countedStepsSchema,
  explanationSchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byId = z.object({ id: z.string().min(1).max(300) });

/** What budgets went to: as pictures, and number by number. */
export const budgetOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/burn-down',
    id: 'getBurnDown',
    summary:
      'What was left of a budget, in points that fit into a picture, and the times that spent most of it',
    ...reading,
    params: byId,
    query: burnDownQuerySchema,
    answer: burnDownSchema,
    answerName: 'BurnDown',
    handle: ({ budgets }, { params, query }) =>
      budgets.burnDown(params.id, query.view),
  }),
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/burn-rates',
    id: 'getBurnRates',
    summary: 'The burn rates of one pair of windows over time',
    ...reading,
    params: byId,
    query: burnRatesQuerySchema,
    answer: burnRatesSchema,
    answerName: 'BurnRates',
    handle: ({ budgets }, { params, query }) =>
      budgets.burnRates(params.id, query.pair),
  }),
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/explanation',
    id: 'explainObjective',
    summary:
      'How the figures come from what was counted: every step, and the queries that gave them',
    ...reading,
    params: byId,
    answer: explanationSchema,
    answerName: 'Explanation',
    handle: ({ budgets }, { params }) => budgets.explanation(params.id),
  }),
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/counted-steps',
    id: 'getCountedSteps',
    summary:
      'What was counted in a time, in the finest steps that are still kept',
    ...reading,
    params: byId,
    query: countedStepsQuerySchema,
    answer: countedStepsSchema,
    answerName: 'CountedSteps',
    handle: ({ budgets }, { params, query }) =>
      budgets.countedSteps(params.id, query),
  }),
];
