import {
  evidenceQuerySchema,
  keptPayloadsSchema,
  pageQuery,
} from '@countersign/plugin-governance-common';
import {
  Caller,
  ledgerOperation,
  operationsOver,
  witnessOperations,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  checkFilterSchema,
  exportLogsSchema,
  filterCheckSchema,
  logContextQuerySchema,
  logContextSchema,
  logExportNumber,
  logExportPageSchema,
  logExportPermission,
  logExportSchema,
  logHistogramQuerySchema,
  logHistogramSchema,
  logMetricSchema,
  logOverviewSchema,
  logPageSchema,
  logPlaceSchema,
  logQuerySavePermission,
  logReadingPageSchema,
  logReadingQuerySchema,
  logReadPermission,
  logTailQuerySchema,
  logTailSchema,
  savedLogQuerySchema,
  saveLogQuerySchema,
  searchLogsSchema,
  sendResultSchema,
  sentResultSchema,
} from '@countersign/plugin-service-logs-common';
import { z } from 'zod';
import { LogExports } from './services/LogExports';
import { LogReader } from './services/LogReader';
import { LogReadings } from './services/LogReadings';
import { SavedQueries } from './services/SavedQueries';
import { SentResults } from './services/SentResults';

/** What the routes ask. */
export interface Services {
  reader: LogReader;
  queries: SavedQueries;
  exports: LogExports;
  readings: LogReadings;
  sent: SentResults;
  /** @throws NotAllowedError for those who may read no log */
  ledger(caller: Caller): Promise<Ledger>;
}

const { defineOperation } = operationsOver<Services>();

const reading = { permission: logReadPermission.name } as const;
const byNumber = z.object({ number: logExportNumber.schema });
const byId = z.object({ id: z.uuid() });

/** Every route of the API: what its document says, what it checks, and what it does. */
export const operations = [
  defineOperation({
    method: 'get',
    path: '/overview',
    id: 'getLogOverview',
    summary: 'Sources, queries and metrics of an entity’s logs',
    ...reading,
    query: logPlaceSchema.pick({ entityRef: true }),
    answer: logOverviewSchema,
    answerName: 'LogOverview',
    handle: ({ reader }, { caller, query }) =>
      reader.overview(caller, query.entityRef),
  }),
  defineOperation({
    method: 'get',
    path: '/metrics/{name}',
    id: 'getLogMetric',
    summary: 'A metric that is counted from logs, as its code has it',
    ...reading,
    params: z.object({ name: z.string().max(63) }),
    answer: logMetricSchema,
    answerName: 'LogMetric',
    handle: ({ reader }, { caller, params }) =>
      reader.metric(caller, params.name),
  }),
  defineOperation({
    method: 'get',
    path: '/entries',
    id: 'searchLogs',
    summary: 'Entries, the newest first, a page at a time',
    ...reading,
    query: searchLogsSchema,
    answer: logPageSchema,
    answerName: 'LogPage',
    handle: ({ reader }, { caller, query, signal }) =>
      reader.search(caller, query, signal),
  }),
  defineOperation({
    method: 'get',
    path: '/histogram',
    id: 'getLogHistogram',
    summary: 'How many entries there were over time, by severity',
    ...reading,
    query: logHistogramQuerySchema,
    answer: logHistogramSchema,
    answerName: 'LogHistogram',
    handle: ({ reader }, { caller, query, signal }) =>
      reader.histogram(caller, query, signal),
  }),
  defineOperation({
    method: 'get',
    path: '/context',
    id: 'getLogContext',
    summary: 'What stands before and after an entry',
    ...reading,
    query: logContextQuerySchema,
    answer: logContextSchema,
    answerName: 'LogContext',
    handle: ({ reader }, { caller, query, signal }) =>
      reader.context(caller, query, signal),
  }),
  defineOperation({
    method: 'get',
    path: '/tail',
    id: 'tailLogs',
    summary: 'What came since the last answer, the oldest first',
    ...reading,
    query: logTailQuerySchema,
    answer: logTailSchema,
    answerName: 'LogTail',
    handle: ({ reader }, { caller, query, signal }) =>
      reader.tail(caller, query, signal),
  }),
  defineOperation({
    method: 'post',
    path: '/check',
    id: 'checkLogFilter',
    summary: 'What is wrong with a filter, and where',
    ...reading,
    body: checkFilterSchema,
    answer: filterCheckSchema,
    answerName: 'FilterCheck',
    ignoresKey: true,
    handle: ({ reader }, { caller, body }) => reader.check(caller, body),
  }),
  defineOperation({
    method: 'post',
    path: '/queries',
    id: 'saveLogQuery',
    summary: 'Keep a query for oneself',
    permission: logQuerySavePermission.name,
    body: saveLogQuerySchema,
    answer: savedLogQuerySchema,
    answerName: 'SavedLogQuery',
    status: 201,
    handle: ({ queries }, { caller, body, idempotencyKey }) =>
      queries.save(caller, body, idempotencyKey),
  }),
  defineOperation({
    method: 'post',
    path: '/queries/{id}/forget',
    id: 'forgetLogQuery',
    summary: 'Forget a query that one kept',
    permission: logQuerySavePermission.name,
    params: byId,
    body: z.strictObject({}),
    answer: savedLogQuerySchema,
    answerName: 'SavedLogQuery',
    ignoresKey: true,
    handle: ({ queries }, { caller, params }) =>
      queries.forget(caller, params.id),
  }),
  defineOperation({
    method: 'post',
    path: '/exports',
    id: 'exportLogs',
    summary: 'Keep a result as evidence',
    permission: logExportPermission.name,
    body: exportLogsSchema,
    answer: logExportSchema,
    answerName: 'LogExport',
    status: 201,
    handle: ({ exports }, { caller, body, idempotencyKey, signal }) =>
      exports.export(caller, body, { idempotencyKey, signal }),
  }),
  defineOperation({
    method: 'get',
    path: '/exports',
    id: 'listLogExports',
    summary: 'Results of an entity’s logs that were kept, the newest first',
    ...reading,
    query: logPlaceSchema.pick({ entityRef: true }).extend(pageQuery),
    answer: logExportPageSchema,
    answerName: 'LogExportPage',
    handle: ({ exports }, { caller, query }) => exports.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/readings',
    id: 'listLogReadings',
    summary:
      'Who read logs because of an incident alone, of an entity or because of one incident, the newest first',
    ...reading,
    query: logReadingQuerySchema,
    answer: logReadingPageSchema,
    answerName: 'LogReadingPage',
    handle: ({ readings }, { caller, query }) => readings.list(caller, query),
  }),
  defineOperation({
    method: 'get',
    path: '/exports/{number}',
    id: 'getLogExport',
    summary: 'A result that was kept',
    ...reading,
    params: byNumber,
    answer: logExportSchema,
    answerName: 'LogExport',
    handle: ({ exports }, { caller, params }) =>
      exports.get(caller, params.number),
  }),
  defineOperation({
    method: 'get',
    path: '/exports/{number}/evidence',
    id: 'getLogExportEvidence',
    summary: 'The evidence bundle of a result, for `countersign verify`',
    ...reading,
    params: byNumber,
    query: evidenceQuerySchema,
    answer: z.looseObject({}),
    answerName: 'an evidence bundle',
    isFile: true,
    handle: async ({ exports }, { caller, params: { number }, query }) => ({
      content: await exports.evidence(caller, number, query.since),
      filename: `${number}.evidence.json`,
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/exports/{number}/payloads',
    id: 'getLogExportPayloads',
    summary:
      'The entries of a result, for `countersign verify` beside its evidence',
    ...reading,
    params: byNumber,
    answer: keptPayloadsSchema,
    answerName: 'KeptPayloads',
    isFile: true,
    handle: async ({ exports }, { caller, params: { number } }) => ({
      content: await exports.payloads(caller, number),
      filename: `${number}.payloads.json`,
    }),
  }),
  defineOperation({
    method: 'post',
    path: '/exports/{number}/send',
    id: 'sendLogExport',
    summary: 'Send a kept result to a place outside',
    permission: logExportPermission.name,
    params: byNumber,
    body: sendResultSchema,
    answer: sentResultSchema,
    answerName: 'SentResult',
    // A destination knows what it has already.
    ignoresKey: true,
    handle: ({ sent }, { caller, params, body, signal }) =>
      sent.send(caller, params.number, body, signal),
  }),
  ledgerOperation<Services>({
    ...reading,
    status: async (services, caller) =>
      (await services.ledger(caller)).status(),
  }),
  ...witnessOperations<Services>({
    ...reading,
    ledger: (services, caller) => services.ledger(caller),
  }),
];
