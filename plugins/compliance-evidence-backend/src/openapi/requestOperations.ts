import {
  assuranceTimelineSchema,
  listRequestsSchema,
  openRequestSchema,
  requestBodies,
  requestDetailSchema,
  requestOpenPermission,
  requestPageSchema,
  RequestVerb,
  requestVerbs,
} from '@countersign/plugin-compliance-evidence-common';
import {
  tellingOperations,
  verbOperationId,
} from '@countersign/plugin-governance-node';
import { requestPermission } from '../assurance/AssuranceAccess';
import { Assurance } from '../assurance/createAssurance';
import { AskedOfRequest } from '../assurance/RequestDesk';
import { defineOperation, ofRequest, read } from './assuranceOperation';

const summaries: Record<RequestVerb, string> = {
  answer: 'Answer a request from evidence',
  accept: 'Accept the answer',
  return: 'Give the answer back, with what is missing',
  withdraw: 'Withdraw a request',
  assign: 'Say who answers a request, or nobody',
  note: 'Write a note into the timeline of a request',
};

/** What auditors ask for, and how it is answered. */
export const requestOperations = [
  defineOperation({
    method: 'get',
    path: '/requests',
    id: 'listRequests',
    summary: 'List what auditors ask for: filtered, a page at a time',
    permission: read,
    query: listRequestsSchema,
    answer: requestPageSchema,
    answerName: 'RequestPage',
    handle: ({ requestDesk }, { caller, query }) =>
      requestDesk.list(caller, query),
  }),
  defineOperation({
    method: 'post',
    path: '/requests',
    id: 'openRequest',
    summary: 'Ask for evidence',
    permission: requestOpenPermission.name,
    body: openRequestSchema,
    answer: requestDetailSchema,
    answerName: 'RequestDetail',
    status: 201,
    handle: ({ requestDesk }, { caller, body, idempotencyKey }) =>
      requestDesk.open(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/requests/{number}',
    id: 'getRequest',
    summary: 'A request of an auditor, and what can be done with it',
    permission: read,
    params: ofRequest,
    answer: requestDetailSchema,
    answerName: 'RequestDetail',
    handle: ({ requestDesk }, { caller, params: { number } }) =>
      requestDesk.get(caller, number),
  }),
  ...requestVerbs.map(verb =>
    defineOperation({
      method: 'post',
      path: `/requests/{number}/${verb}`,
      id: verbOperationId(verb, 'Request'),
      summary: summaries[verb],
      permission: requestPermission(verb).name,
      params: ofRequest,
      body: requestBodies[verb],
      answer: requestDetailSchema,
      answerName: 'RequestDetail',
      handle: (
        { requestDesk },
        { caller, params: { number }, body, idempotencyKey },
      ) =>
        requestDesk.act(
          caller,
          number,
          { verb, body } as AskedOfRequest,
          idempotencyKey,
        ),
    }),
  ),
  ...tellingOperations<Assurance, typeof assuranceTimelineSchema>({
    name: 'a request',
    path: '/requests/{number}',
    params: ofRequest,
    permission: read,
    kind: 'Request',
    timeline: assuranceTimelineSchema,
    timelineName: 'AssuranceTimeline',
    teller: ({ requestTeller }) => requestTeller,
  }),
];
