import {
  askQuestionSchema,
  assuranceTimelineSchema,
  holdShadowSchema,
  inquiryAskPermission,
  inquiryCheckPermission,
  inquiryDetailSchema,
  inquiryNumber,
  inquiryPageSchema,
  listInquiriesSchema,
  parityListSchema,
  reportNameSchema,
  runNumber,
  runReadPermission,
  seedViolationsSchema,
  stagedTablesSchema,
  takeSampleSchema,
} from '@countersign/plugin-compliance-evidence-common';
import {
  operationsOver,
  tellingOperations,
} from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Inquiries } from '../inquiries/createInquiries';
import { read } from './assuranceOperation';

const { defineOperation } = operationsOver<Inquiries>();

const ofRun = z.object({ number: runNumber.schema });
const ofInquiry = z.object({ number: inquiryNumber.schema });
const ask = inquiryAskPermission.name;
const check = inquiryCheckPermission.name;
const answered = {
  answer: inquiryDetailSchema,
  answerName: 'InquiryDetail',
  status: 201,
} as const;

/** What is asked of runs afterwards. */
export const inquiryOperations = [
  defineOperation({
    method: 'get',
    path: '/runs/{number}/tables',
    id: 'getStagedTables',
    summary: 'The tables that a question about a run finds',
    permission: runReadPermission.name,
    params: ofRun,
    answer: stagedTablesSchema,
    answerName: 'StagedTables',
    handle: ({ inquiryReader }, { caller, params: { number } }) =>
      inquiryReader.tables(caller, number),
  }),
  defineOperation({
    ...answered,
    method: 'post',
    path: '/runs/{number}/ask',
    id: 'askQuestion',
    summary: 'Ask a question in SQL about the data of a run',
    permission: ask,
    params: ofRun,
    body: askQuestionSchema,
    handle: (
      { inquiryDesk },
      { caller, params: { number }, body, idempotencyKey },
    ) => inquiryDesk.ask(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    ...answered,
    method: 'post',
    path: '/runs/{number}/sample',
    id: 'takeSample',
    summary: 'Take a sample of an answer, by a seed that follows from its root',
    permission: ask,
    params: ofRun,
    body: takeSampleSchema,
    handle: (
      { inquiryDesk },
      { caller, params: { number }, body, idempotencyKey },
    ) => inquiryDesk.sample(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    ...answered,
    method: 'post',
    path: '/runs/{number}/shadow',
    id: 'holdShadow',
    summary: 'Hold an answer against a file that was made by hand',
    permission: check,
    params: ofRun,
    body: holdShadowSchema,
    handle: (
      { inquiryDesk },
      { caller, params: { number }, body, idempotencyKey },
    ) => inquiryDesk.shadow(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    ...answered,
    method: 'post',
    path: '/runs/{number}/seed',
    id: 'seedViolations',
    summary: 'See which questions catch the breaches that the report declares',
    permission: check,
    params: ofRun,
    body: seedViolationsSchema,
    handle: (
      { inquiryDesk },
      { caller, params: { number }, body, idempotencyKey },
    ) => inquiryDesk.seed(caller, number, body, idempotencyKey),
  }),
  defineOperation({
    method: 'get',
    path: '/inquiries',
    id: 'listInquiries',
    summary: 'List what was asked of runs: filtered, a page at a time',
    permission: read,
    query: listInquiriesSchema,
    answer: inquiryPageSchema,
    answerName: 'InquiryPage',
    handle: ({ inquiryReader }, { caller, query }) =>
      inquiryReader.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/inquiries/{number}',
    id: 'getInquiry',
    summary: 'An inquiry with the first rows of its result',
    permission: read,
    params: ofInquiry,
    answer: inquiryDetailSchema,
    answerName: 'InquiryDetail',
    handle: ({ inquiryReader }, { caller, params: { number } }) =>
      inquiryReader.get(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/inquiries/{number}/result',
    id: 'getInquiryResult',
    summary: 'The whole result of an inquiry, as it was hashed',
    permission: read,
    params: ofInquiry,
    answer: z.string(),
    answerName: 'a CSV',
    media: 'text/csv',
    isFile: true,
    handle: ({ inquiryReader }, { caller, params: { number } }) =>
      inquiryReader.result(caller, number),
  }),
  defineOperation({
    method: 'get',
    path: '/inquiries/{number}/proof',
    id: 'getInquiryProof',
    summary:
      'What `countersign verify` checks together with the pack of the run',
    permission: read,
    params: ofInquiry,
    answer: z.looseObject({}),
    answerName: 'an inquiry with its proof',
    isFile: true,
    handle: ({ inquiryReader }, { caller, params: { number } }) =>
      inquiryReader.proof(caller, number),
  }),
  ...tellingOperations<Inquiries, typeof assuranceTimelineSchema>({
    name: 'an inquiry',
    path: '/inquiries/{number}',
    params: ofInquiry,
    permission: read,
    kind: 'Inquiry',
    timeline: assuranceTimelineSchema,
    timelineName: 'AssuranceTimeline',
    teller: ({ inquiryReader }) => inquiryReader,
  }),
  defineOperation({
    method: 'get',
    path: '/reports/{name}/parity',
    id: 'getParity',
    summary: 'Whether a report may replace what is made by hand, day by day',
    permission: read,
    params: z.object({ name: reportNameSchema }),
    answer: parityListSchema,
    answerName: 'ParityList',
    handle: ({ inquiryReader }, { caller, params: { name } }) =>
      inquiryReader.parity(caller, name),
  }),
];
