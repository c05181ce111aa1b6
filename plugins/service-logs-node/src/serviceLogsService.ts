import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  AskOptions,
} from '@countersign/plugin-governance-node';
import {
  LogHistogram,
  LogHistogramQuery,
  LogMetric,
  LogOverview,
  LogPage,
  SearchLogs,
  ServiceLogsClient,
} from '@countersign/plugin-service-logs-common';

const PLUGIN_ID = 'service-logs';

/** Logs for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ServiceLogsService {
  getOverview(
    query: { entityRef: string },
    options?: AskOptions,
  ): Promise<LogOverview>;
  /** A metric as code, by its name. */
  getMetric(name: string, options?: AskOptions): Promise<LogMetric>;
  search(query: SearchLogs, options?: AskOptions): Promise<LogPage>;
  getHistogram(
    query: LogHistogramQuery,
    options?: AskOptions,
  ): Promise<LogHistogram>;
}

/** The HTTP API, called with service-to-service authentication. */
export class HttpServiceLogsService
  extends AreaCalls<ServiceLogsClient>
  implements ServiceLogsService
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: ServiceLogsClient });
  }

  async getOverview(query: { entityRef: string }, options?: AskOptions) {
    return this.client.getOverview(query, await this.signed(options));
  }

  async getMetric(name: string, options?: AskOptions) {
    return this.client.getMetric(name, await this.signed(options));
  }

  async search(query: SearchLogs, options?: AskOptions) {
    return this.client.search(query, await this.signed(options));
  }

  async getHistogram(query: LogHistogramQuery, options?: AskOptions) {
    return this.client.getHistogram(query, await this.signed(options));
  }
}

/** Logs for other backends; works without registration. */
export const serviceLogsServiceRef = areaServiceRef<ServiceLogsService>(
  PLUGIN_ID,
  HttpServiceLogsService,
);
