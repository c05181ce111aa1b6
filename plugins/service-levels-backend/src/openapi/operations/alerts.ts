import { Operation } from '@countersign/plugin-governance-node';
import {
  acknowledgeRequestSchema,
  alertAcknowledgePermission,
  alertNumber,
  alertPageSchema,
  alertSchema,
  listAlertsQuerySchema,
} from '@countersign/plugin-service-levels-common';
import { z } from 'zod';
import { defineOperation, reading, Services } from './operation';

const byNumber = z.object({ number: alertNumber.schema });

/** Alerts, and who takes care of them. */
export const alertOperations: readonly Operation<Services>[] = [
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
