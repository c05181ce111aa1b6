import { followRequestSchema } from '@countersign/plugin-governance-common';
import {
  ledgerOperation,
  tellingOperations,
  witnessOperations,
} from '@countersign/plugin-governance-node';
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
import { AreaServices, defineOperation, params } from './operation';

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
  ...tellingOperations<AreaServices, typeof incidentTimelineSchema>({
    name: 'an incident',
    path: '/incidents/{number}',
    params,
    permission: read,
    timeline: incidentTimelineSchema,
    timelineName: 'IncidentTimeline',
    teller: ({ reader }) => reader,
  }),
  ledgerOperation<AreaServices>({
    permission: read,
    status: ({ reader }, caller) => reader.ledgerStatus(caller),
  }),
  ...witnessOperations<AreaServices>({
    permission: read,
    ledger: ({ reader }, caller) => reader.readableLedger(caller),
  }),
];
