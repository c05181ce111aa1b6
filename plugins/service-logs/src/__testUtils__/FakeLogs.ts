import {
  ExportLogs,
  FilterProblem,
  ListLogReadings,
  LogContextQuery,
  LogEntry,
  LogExport,
  LogHistogramQuery,
  LogOverview,
  LogPage,
  LogReadingPage,
  LogTail,
  LogTailQuery,
  SaveLogQuery,
  SearchLogs,
  SendResult,
  SentResult,
} from '@countersign/plugin-service-logs-common';
import { ServiceLogsApi } from '../api';

export const entityRef = 'component:default/checkout-api';

export const entry = (n: number, fields: Partial<LogEntry> = {}): LogEntry => ({
  id: `e${n}`,
  timestamp: `2026-11-27T10:00:0${n}.000Z`,
  severityNumber: 9,
  body: `entry ${n}`,
  attributes: { status: 200 + n },
  ...fields,
});

/** A backend of logs that answers what a test says, and remembers what it was asked. */
export class FakeLogs implements Partial<ServiceLogsApi> {
  readonly searches: SearchLogs[] = [];
  readonly tails: LogTailQuery[] = [];
  readonly saved: SaveLogQuery[] = [];
  readonly exported: ExportLogs[] = [];
  readonly sent: (SendResult & { number: string })[] = [];
  overview: LogOverview = {
    entityRef,
    sources: [{ name: 'files', title: 'Log files', language: 'countersign' }],
    queries: [
      {
        id: 'errors',
        title: 'Errors',
        entityRef,
        filter: 'severity>=ERROR',
        minutes: 360,
        kind: 'code',
      },
    ],
    metrics: [],
    destinations: [],
    may: { export: true, save: true, readings: true },
  };
  page: LogPage = { items: [entry(2), entry(1)], complete: true, problems: [] };
  older: LogPage = { items: [entry(0)], complete: true, problems: [] };
  problems: FilterProblem[] = [];
  came: LogTail[] = [];
  failure: Error | undefined;
  readonly readingQueries: ListLogReadings[] = [];
  readings: LogReadingPage = { items: [] };

  async listReadings(query: ListLogReadings) {
    this.readingQueries.push(query);
    if (this.failure) throw this.failure;
    return this.readings;
  }

  async getOverview() {
    return this.overview;
  }

  async search(query: SearchLogs) {
    this.searches.push(query);
    if (this.failure) throw this.failure;
    return query.cursor ? this.older : this.page;
  }

  async getHistogram({ from }: LogHistogramQuery) {
    return {
      step: 60,
      bars: [
        {
          start: new Date(Date.parse(from)).toISOString(),
          counts: [0, 0, 4, 0, 1, 0],
        },
      ],
      total: 5,
      complete: true,
    };
  }

  async getContext({ id }: LogContextQuery) {
    return {
      items: [entry(0, { body: 'before it' }), entry(1), entry(2)].filter(
        () => id,
      ),
    };
  }

  async getTail(query: LogTailQuery): Promise<LogTail> {
    this.tails.push(query);
    return this.came.shift() ?? { items: [], cursor: 'end', skipped: false };
  }

  async checkFilter() {
    return { problems: this.problems };
  }

  async saveQuery(body: SaveLogQuery) {
    this.saved.push(body);
    return { ...body, id: 'mine', kind: 'own' as const };
  }

  async sendResult(number: string, body: SendResult): Promise<SentResult> {
    if (this.failure) throw this.failure;
    this.sent.push({ number, ...body });
    return {
      ...{ ...body, place: 'larkspur-prod.logs.results', count: 2 },
      digest: `sha256:${'0'.repeat(64)}`,
    };
  }

  async exportResult(body: ExportLogs): Promise<LogExport> {
    this.exported.push(body);
    const { reason, from, to, filter = '' } = body;
    return {
      number: 'LGX0000007',
      query: {
        entityRef,
        source: 'files',
        language: 'countersign',
        filter,
        from,
        to,
      },
      count: 2,
      complete: true,
      digest: `sha256:${'0'.repeat(64)}`,
      bytes: 100,
      reason,
      exportedBy: 'user:default/reader',
      exportedAt: '2026-11-27T10:00:00.000Z',
    };
  }
}
