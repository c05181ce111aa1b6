import {
  evidenceQuerySchema,
  followRequestSchema,
  timelineQuerySchema,
} from '@countersign/plugin-governance-common';
import {
  declareIncidentSchema,
  followStateSchema,
  incidentDeclarePermission,
  incidentDetailSchema,
  incidentPageSchema,
  incidentReadPermission,
  incidentTimelineSchema,
  listIncidentsSchema,
} from '@countersign/plugin-incident-management-common';
import { ledgerStatusSchema } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import { defineOperation, params } from './operation';

const read = incidentReadPermission.name;

/** Reading and declaring incidents. */
export const incidentOperations = [
  defineOperation({
    method: 'get',
    path: '/incidents',
    id: 'listIncidents',
    summary: 'List incidents: filtered, a page at a time',
    permission: read,
    query: listIncidentsSchema,
    answer: incidentPageSchema,
    answerName: 'IncidentPage',
    handle: ({ reader }, { caller, query }) => reader.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/incidents',
    id: 'declareIncident',
    summary: 'Declare an incident',
    permission: incidentDeclarePermission.name,
    body: declareIncidentSchema,
    answer: incidentDetailSchema,
    answerName: 'IncidentDetail',
    status: 201,
    handle: ({ desk }, { caller, body, idempotencyKey }) =>
      desk.declare(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}',
    id: 'getIncident',
    summary: 'An incident, and what can be done with it',
    permission: read,
    params,
    answer: incidentDetailSchema,
    answerName: 'IncidentDetail',
    handle: ({ desk }, { caller, params: { number } }) =>
      desk.get(caller, number),
  }),
  defineOperation({
    method: 'put',
    path: '/incidents/{number}/following',
    id: 'followIncident',
    summary: 'Say whether one wants to be told what happens to an incident',
    permission: read,
    params,
    body: followRequestSchema,
    answer: followStateSchema,
    answerName: 'FollowState',
    handle: ({ following }, { caller, params: { number }, body }) =>
      following.follow(caller, number, body.follows),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/timeline',
    id: 'getTimeline',
    summary: 'What the ledger holds about an incident, newest first',
    permission: read,
    params,
    query: timelineQuerySchema,
    answer: incidentTimelineSchema,
    answerName: 'IncidentTimeline',
    handle: ({ reader }, { caller, params: { number }, query }) =>
      reader.timeline(caller, number, query),
  }),
  defineOperation({
    method: 'get',
    path: '/incidents/{number}/evidence',
    id: 'getEvidence',
    summary: 'The evidence bundle of an incident, for `countersign verify`',
    permission: read,
    params,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle',
    isFile: true,
    handle: async ({ reader }, { caller, params: { number }, query }) => ({
      content: await reader.evidence(caller, number, query.since),
      filename: `${number}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/ledger',
    id: 'getLedgerStatus',
    summary: 'How far the ledger is, and the keys that sign it',
    permission: read,
    answer: ledgerStatusSchema,
    answerName: 'LedgerStatus',
    handle: ({ reader }, { caller }) => reader.ledgerStatus(caller),
  }),
];
