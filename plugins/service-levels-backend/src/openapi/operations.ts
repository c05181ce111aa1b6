import {
  Caller,
  Operation,
  operationsOver,
} from '@countersign/plugin-governance-node';
import {
  acknowledgeRequestSchema,
  alertAcknowledgePermission,
  alertNumber,
  alertPageSchema,
  alertSchema,
  historyQuerySchema,
  historySchema,
  listAlertsQuerySchema,
  listObjectivesQuerySchema,
  objectiveDetailSchema,
  objectivePageSchema,
  objectiveReadPermission,
  problemListSchema,
  sourceListSchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { Access } from '../access/Access';
import { AlertDesk } from '../services/AlertDesk';
import { ObjectiveReader } from '../services/ObjectiveReader';

/** What the operations work with. */
export interface Services {
  access: Access;
  reader: ObjectiveReader;
  desk: AlertDesk;
}

const { defineOperation } = operationsOver<Services>();

/** Whoever may read one objective may read all. */
const reading = {
  permission: objectiveReadPermission.name,
  admit: ({ access }: Services, caller: Caller) => access.demandReading(caller),
};

const byId = z.object({ id: z.string().min(1).max(300) });
const byNumber = z.object({ number: alertNumber.schema });

/** Every route of the API. */
export const operations: readonly Operation<Services>[] = [
  defineOperation({
    method: 'get',
    path: '/objectives',
    id: 'listObjectives',
    summary: 'List objectives and how they stand, by name, a page at a time',
    ...reading,
    query: listObjectivesQuerySchema,
    answer: objectivePageSchema,
    answerName: 'ObjectivePage',
    handle: ({ reader }, { query }) => reader.objectives(query),
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
  defineOperation({
    method: 'get',
    path: '/definition-problems',
    id: 'listDefinitionProblems',
    summary:
      'What is wrong with definitions: file, line, path, rule and reason',
    ...reading,
    answer: problemListSchema,
    answerName: 'DefinitionProblems',
    handle: ({ reader }) => reader.problems(),
  }),
  defineOperation({
    method: 'get',
    path: '/sources',
    id: 'listSources',
    summary: 'Where measurements come from, and which do not answer',
    ...reading,
    answer: sourceListSchema,
    answerName: 'SourceList',
    handle: ({ reader }) => reader.sources(),
  }),
  defineOperation({
    method: 'get',
    path: '/alerts',
    id: 'listAlerts',
    summary: 'List alerts, newest first, a page at a time',
    ...reading,
    query: listAlertsQuerySchema,
    answer: alertPageSchema,
    answerName: 'AlertPage',
    handle: ({ reader }, { query }) => reader.alerts(query),
  }),
  defineOperation({
    method: 'post',
    path: '/alerts/{number}/acknowledge',
    id: 'acknowledgeAlert',
    summary: 'Say that one takes care of an alert that fires',
    permission: alertAcknowledgePermission.name,
    admit: ({ access }, caller) => access.demandAcknowledging(caller),
    params: byNumber,
    body: acknowledgeRequestSchema,
    answer: alertSchema,
    answerName: 'Alert',
    handle: ({ desk }, { caller, params, body, idempotencyKey }) =>
      desk.acknowledge(caller, params.number, { ...body, idempotencyKey }),
  }),
];
