import {
  dashboardAnswerSchema,
  dashboardQuerySchema,
} from '@countersign/plugin-governance-common';
import { Operation } from '@countersign/plugin-governance-node';
import {
  componentListSchema,
  historyQuerySchema,
  historySchema,
  listObjectivesQuerySchema,
  objectiveDetailSchema,
  objectivePageSchema,
  systemListSchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byId = z.object({ id: z.string().min(1).max(300) });

/** Objectives and how they stand. */
export const objectiveOperations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/objectives',
    id: 'listObjectives',
    summary:
      'List objectives and how they stand, the most urgent first, a page at a time',
    ...reading,
    query: listObjectivesQuerySchema,
    answer: objectivePageSchema,
    answerName: 'ObjectivePage',
    handle: ({ reader }, { query }) => reader.objectives(query),
  }),
  defineOperation({
    method: 'get',
    path: '/systems',
    id: 'listSystems',
    summary: 'How the objectives of each system stand',
    ...reading,
    answer: systemListSchema,
    answerName: 'SystemList',
    handle: ({ dashboard }) => dashboard.systems(),
  }),
  defineOperation({
    method: 'get',
    path: '/components',
    id: 'listComponents',
    summary: 'How many objectives each component has',
    ...reading,
    answer: componentListSchema,
    answerName: 'ComponentList',
    handle: ({ dashboard }) => dashboard.components(),
  }),
  defineOperation({
    method: 'get',
    path: '/dashboard',
    id: 'getDashboard',
    summary: 'The figures of objectives for the governance dashboard',
    ...reading,
    query: dashboardQuerySchema,
    answer: dashboardAnswerSchema,
    answerName: 'DashboardAnswer',
    handle: ({ dashboard }, { query }) => dashboard.figures(query),
  }),
  defineOperation({
    method: 'get',
    path: '/objectives/{id}',
    id: 'getObjective',
    summary:
      'One objective: its budget, its pairs of alert windows, and when each would fire',
    ...reading,
    params: byId,
    answer: objectiveDetailSchema,
    answerName: 'ObjectiveDetail',
    handle: ({ reader }, { params }) => reader.objective(params.id),
  }),
  defineOperation({
    method: 'get',
    path: '/objectives/{id}/history',
    id: 'getObjectiveHistory',
    summary: 'What was counted over a time, in steps that fit into a picture',
    ...reading,
    params: byId,
    query: historyQuerySchema,
    answer: historySchema,
    answerName: 'ObjectiveHistory',
    handle: ({ reader }, { params, query }) => reader.history(params.id, query),
  }),
];
