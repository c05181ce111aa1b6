import {
  CallOptions,
  JsonClient,
  segment,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { SentResult } from '../evidence/entries';
import { LogHistogram } from '../histogram';
import {
  FilterCheck,
  LogContext,
  LogExport,
  LogExportPage,
  LogMetric,
  LogOverview,
  LogPage,
  LogReadingPage,
  LogTail,
  SavedLogQuery,
} from './answers';
import {
  CheckFilter,
  ExportLogs,
  ListLogReadings,
  LogContextQuery,
  LogHistogramQuery,
  LogTailQuery,
  SaveLogQuery,
  SearchLogs,
  SendResult,
} from './requests';

/** The HTTP API of logs, typed: for pages, other backends and the command line. */
export class ServiceLogsClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  /** Sources, queries and metrics of an entity. */
  getOverview(query: { entityRef: string }, options?: CallOptions) {
    return this.#client.get<LogOverview>('/overview', query, options);
  }

  /** A metric as code, by its name. */
  getMetric(name: string, options?: CallOptions) {
    return this.#client.get<LogMetric>(
      `/metrics/${segment(name)}`,
      {},
      options,
    );
  }

  search(query: SearchLogs, options?: CallOptions) {
    return this.#client.get<LogPage>('/entries', query, options);
  }

  getHistogram(query: LogHistogramQuery, options?: CallOptions) {
    return this.#client.get<LogHistogram>('/histogram', query, options);
  }

  getContext(query: LogContextQuery, options?: CallOptions) {
    return this.#client.get<LogContext>('/context', query, options);
  }

  getTail(query: LogTailQuery, options?: CallOptions) {
    return this.#client.get<LogTail>('/tail', query, options);
  }

  checkFilter(body: CheckFilter, options?: CallOptions) {
    return this.#client.post<FilterCheck>('/check', body, options);
  }

  saveQuery(body: SaveLogQuery, options?: CallOptions) {
    return this.#client.post<SavedLogQuery>('/queries', body, options);
  }

  forgetQuery(id: string, options?: CallOptions) {
    return this.#client.post<SavedLogQuery>(
      `/queries/${segment(id)}/forget`,
      {},
      options,
    );
  }

  exportResult(body: ExportLogs, options?: CallOptions) {
    return this.#client.post<LogExport>('/exports', body, options);
  }

  listExports(
    query: { entityRef: string; limit?: number; cursor?: string },
    options?: CallOptions,
  ) {
    return this.#client.get<LogExportPage>('/exports', query, options);
  }

  /** Who read logs because of an incident alone: of an entity, or because of one incident. */
  listReadings(query: ListLogReadings, options?: CallOptions) {
    return this.#client.get<LogReadingPage>('/readings', query, options);
  }

  getExport(number: string, options?: CallOptions) {
    return this.#client.get<LogExport>(
      `/exports/${segment(number)}`,
      {},
      options,
    );
  }

  /** Sends a kept result to a place outside. */
  sendResult(number: string, body: SendResult, options?: CallOptions) {
    return this.#client.post<SentResult>(
      `/exports/${segment(number)}/send`,
      body,
      options,
    );
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(number: string, options?: CallOptions) {
    return this.#client.bytes(
      `/exports/${segment(number)}/evidence`,
      {},
      options,
    );
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }

  /** The result itself, for `countersign verify` beside its evidence. */
  getPayloads(number: string, options?: CallOptions) {
    return this.#client.bytes(
      `/exports/${segment(number)}/payloads`,
      {},
      options,
    );
  }
}
