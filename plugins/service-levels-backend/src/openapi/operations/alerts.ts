import { timelineQuerySchema } from '@countersign/plugin-governance-common';
import { Operation } from '@countersign/plugin-governance-node';
import {
  acknowledgeRequestSchema,
  alertAcknowledgePermission,
  alertDetailSchema,
  alertNumber,
  alertPageSchema,
  alertSchema,
  alertTimelineSchema,
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
    summary: 'List alerts, what fires first, a page at a time',
    ...reading,
    query: listAlertsQuerySchema,
    answer: alertPageSchema,
    answerName: 'AlertPage',
    handle: ({ alerts }, { query }) => alerts.alerts(query),
  }),
  defineOperation({
    method: 'get',
    path: '/alerts/{number}',
    id: 'getAlert',
    summary: 'An alert, and what can be done about it',
    ...reading,
    params: byNumber,
    answer: alertDetailSchema,
    answerName: 'AlertDetail',
    handle: ({ alerts }, { caller, params }) =>
      alerts.alert(caller, params.number),
  }),
  defineOperation({
    method: 'get',
    path: '/alerts/{number}/timeline',
    id: 'getAlertTimeline',
    summary: 'What the ledger holds about an alert, newest first',
    ...reading,
    params: byNumber,
    query: timelineQuerySchema,
    answer: alertTimelineSchema,
    answerName: 'AlertTimeline',
    handle: ({ alerts }, { params, query }) =>
      alerts.timeline(params.number, query),
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
