import {
  evidenceDetailSchema,
  keepingRights,
  KeepingVerb,
  keepingVerbs,
  keepingVerbSchema,
  listRunsSchema,
  questionRowsQuerySchema,
  questionRowsSchema,
  reportDetailSchema,
  reportListSchema,
  reportNameSchema,
  reportReadPermission,
  requestRunSchema,
  runCancelPermission,
  runDeliverPermission,
  runDetailSchema,
  runErasePermission,
  runHoldPermission,
  runNumber,
  runPageSchema,
  runReadPermission,
  runRequestPermission,
  runRetryPermission,
  runTimelineSchema,
  runVerbSchema,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ledgerOperation,
  operationsOver,
  tellingOperations,
  verbOperationId,
  witnessOperations,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Runs } from '../createRuns';

const { defineOperation } = operationsOver<Runs>();

const ofRun = z.object({ number: runNumber.schema });
const ofEvidence = ofRun.extend({ id: z.uuid() });
const read = runReadPermission.name;

/** Runs say which verbs they understand. */
export const runVerbPath = {
  path: '/runs/{number}',
  params: ofRun,
  name: 'a run',
};

const verbs = [
  ['cancel', runCancelPermission, 'Cancel a run that has not ended'],
  ['retry', runRetryPermission, 'Take up a failed run where it stopped'],
  ['deliver', runDeliverPermission, 'Send the pack of a run once more'],
] as const;

const keepingSummaries: Record<KeepingVerb, string> = {
  hold: 'Keep the evidence of a run, whatever its report demands',
  release: 'Lift the hold on the evidence of a run',
  'ask-erasure': 'Ask that the evidence of a run be erased before its time',
  'decline-erasure': 'Decline that the evidence of a run be erased',
  erase: 'Agree that the evidence of a run be erased, as somebody else asked',
};

/** Every route of reports and runs. */
export const runOperations = [
  defineOperation({
    method: 'get',
    path: '/reports',
    id: 'listReports',
    summary: 'Every report, with what is wrong with it',
    permission: reportReadPermission.name,
    answer: reportListSchema,
    answerName: 'ReportList',
    handle: ({ reports }, { caller }) => reports.list(caller),
  }),
  defineOperation({
    method: 'get',
    path: '/reports/{name}',
    id: 'getReport',
    summary: 'A report with its questions, queries and sources',
    permission: reportReadPermission.name,
    params: z.object({ name: reportNameSchema }),
    answer: reportDetailSchema,
    answerName: 'ReportDetail',
    handle: ({ reports }, { caller, params: { name } }) =>
      reports.get(caller, name),
  }),
  defineOperation({
    method: 'post',
    path: '/runs',
    id: 'requestRun',
    summary: 'Run a report',
    permission: runRequestPermission.name,
    body: requestRunSchema,
    answer: runDetailSchema,
    answerName: 'RunDetail',
    status: 201,
    handle: ({ desk }, { caller, body, idempotencyKey }) =>
      desk.request(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/runs',
    id: 'listRuns',
    summary: 'List runs: filtered, a page at a time',
    permission: read,
    query: listRunsSchema,
    answer: runPageSchema,
    answerName: 'RunPage',
    handle: ({ reader }, { caller, query }) => reader.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}',
    id: 'getRun',
    summary:
      'A run: its phases, sources, evidence, answers, artefacts and mails',
    permission: read,
    params: ofRun,
    answer: runDetailSchema,
    answerName: 'RunDetail',
    handle: ({ reader }, { caller, params: { number } }) =>
      reader.get(caller, number),
  }),
  ...verbs.map(([verb, permission, summary]) =>
    defineOperation({
      method: 'post',
      path: `/runs/{number}/${verb}`,
      id: `${verb}Run`,
      summary,
      permission: permission.name,
      params: ofRun,
      body: runVerbSchema,
      answer: runDetailSchema,
      answerName: 'RunDetail',
      handle: (
        { desk },
        { caller, params: { number }, body, idempotencyKey },
      ) => desk.act(caller, number, verb, body, idempotencyKey),
    }),
  ),
  ...keepingVerbs.map(verb =>
    defineOperation({
      method: 'post',
      path: `/runs/{number}/${verb}`,
      id: verbOperationId(verb, 'Run'),
      summary: keepingSummaries[verb],
      permission: { hold: runHoldPermission, erase: runErasePermission }[
        keepingRights[verb]
      ].name,
      params: ofRun,
      body: keepingVerbSchema,
      answer: runDetailSchema,
      answerName: 'RunDetail',
      handle: (
        { keepingDesk },
        { caller, params: { number }, body, idempotencyKey },
      ) => keepingDesk.act(caller, number, verb, body, idempotencyKey),
    }),
  ),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/questions/{question}/rows',
    id: 'getQuestionRows',
    summary: 'Rows of an answer, each with its evidence and its proof',
    permission: read,
    params: ofRun.extend({ question: z.string().max(63) }),
    query: questionRowsQuerySchema,
    answer: questionRowsSchema,
    answerName: 'QuestionRows',
    handle: ({ reader }, { caller, params: { number, question }, query }) =>
      reader.rows(caller, number, question, query),
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/evidence/{id}',
    id: 'getRunEvidenceRow',
    summary: 'Evidence: what a source answered to a query, and when',
    permission: read,
    params: ofEvidence,
    answer: evidenceDetailSchema,
    answerName: 'EvidenceDetail',
    handle: ({ reader }, { caller, params: { number, id } }) =>
      reader.evidenceOf(caller, number, id),
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/evidence/{id}/raw',
    id: 'getRawEvidence',
    summary: 'The bytes that a source gave, as they came',
    permission: read,
    params: ofEvidence,
    answer: z.string(),
    answerName: 'raw bytes',
    media: 'application/octet-stream',
    isFile: true,
    handle: ({ reader }, { caller, params: { number, id } }) =>
      reader.raw(caller, number, id),
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/pack',
    id: 'getPack',
    summary: 'The signed pack of a run, for `countersign verify`',
    permission: read,
    params: ofRun,
    answer: z.string(),
    answerName: 'a zip',
    media: 'application/zip',
    isFile: true,
    handle: ({ reader }, { caller, params: { number } }) =>
      reader.pack(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/runs/{number}/artefacts/{path}',
    id: 'getArtefact',
    summary: 'A rendering of a run, such as its workbook',
    permission: read,
    params: ofRun.extend({ path: z.string().max(200) }),
    answer: z.string(),
    answerName: 'a file',
    media: 'application/octet-stream',
    isFile: true,
    handle: ({ reader }, { caller, params: { number, path } }) =>
      reader.artefact(caller, number, path),
  }),
  ...tellingOperations<Runs, typeof runTimelineSchema>({
    name: 'a run',
    path: '/runs/{number}',
    params: ofRun,
    permission: read,
    kind: 'Run',
    timeline: runTimelineSchema,
    timelineName: 'RunTimeline',
    teller: ({ reader }) => reader,
  }),
  ledgerOperation<Runs>({
    permission: read,
    status: ({ reader }, caller) => reader.ledgerStatus(caller),
  }),
  ...witnessOperations<Runs>({
    permission: read,
    ledger: ({ reader }, caller) => reader.readableLedger(caller),
  }),
];
