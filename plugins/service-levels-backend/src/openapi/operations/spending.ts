import { Operation } from '@countersign/plugin-governance-node';
import {
  burnDownQuerySchema,
  burnDownSchema,
  burnRatesQuerySchema,
  burnRatesSchema,
  countedStepsQuerySchema,
  countedStepsSchema,
  explanationSchema,
  faultListSchema,
  listFaultsQuerySchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byId = z.object({ id: z.string().min(1).max(300) });

/** What budgets went to: as pictures, and number by number. */
export const spendingOperations: readonly Operation<Services>[] = [
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
    handle: ({ spending }, { params, query }) =>
      spending.burnDown(params.id, query.view),
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
    handle: ({ spending }, { params, query }) =>
      spending.burnRates(params.id, query.pair),
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
    handle: ({ spending }, { params }) => spending.explanation(params.id),
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
    handle: ({ spending }, { params, query }) =>
      spending.countedSteps(params.id, query),
  }),
  defineOperation({
    method: 'get',
    path: '/faults',
    id: 'listFaults',
    summary:
      'The faults that a component said were switched on in it, for the charts of its budgets',
    ...reading,
    query: listFaultsQuerySchema,
    answer: faultListSchema,
    answerName: 'FaultList',
    handle: ({ faults }, { query }) => faults.list(query),
  }),
];
