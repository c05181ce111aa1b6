import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  LogHistogram,
  LogHistogramQuery,
  LogMetricDefinition,
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
    options?: { signal?: AbortSignal },
  ): Promise<LogOverview>;
  /** A metric as code, by its name. */
  getMetric(
    name: string,
    options?: { signal?: AbortSignal },
  ): Promise<LogMetricDefinition>;
  search(
    query: SearchLogs,
    options?: { signal?: AbortSignal },
  ): Promise<LogPage>;
  getHistogram(
    query: LogHistogramQuery,
    options?: { signal?: AbortSignal },
  ): Promise<LogHistogram>;
}

/** The HTTP API, called with service-to-service authentication. */
export class HttpServiceLogsService implements ServiceLogsService {
  readonly #client: ServiceLogsClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new ServiceLogsClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async getOverview(
    query: { entityRef: string },
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.getOverview(query, {
      token: await this.#token(),
      signal,
    });
  }

  async getMetric(name: string, { signal }: { signal?: AbortSignal } = {}) {
    return this.#client.getMetric(name, {
      token: await this.#token(),
      signal,
    });
  }

  async search(query: SearchLogs, { signal }: { signal?: AbortSignal } = {}) {
    return this.#client.search(query, { token: await this.#token(), signal });
  }

  async getHistogram(
    query: LogHistogramQuery,
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.getHistogram(query, {
      token: await this.#token(),
      signal,
    });
  }

  async #token(): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    return token;
  }
}

/** Logs for other backends; works without registration. */
export const serviceLogsServiceRef = createServiceRef<ServiceLogsService>({
  id: 'countersign.service-logs',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new HttpServiceLogsService(deps),
    }),
});
