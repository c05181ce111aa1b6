import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  AlertPage,
  ErrorBudgetVerdict,
  ErrorBudgetVerdicts,
  JudgeErrorBudget,
  JudgeErrorBudgets,
  ListAlerts,
  ListObjectives,
  ObjectiveDetail,
  ObjectiveHistory,
  ObjectivePage,
  ServiceLevelsClient,
} from '@countersign/plugin-service-levels-common';

const PLUGIN_ID = 'service-levels';

/** Service levels for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ServiceLevelsService {
  /** What error budgets demand of a change, now or at a moment of the past. */
  judgeErrorBudget(
    body: JudgeErrorBudget,
    options?: { signal?: AbortSignal },
  ): Promise<ErrorBudgetVerdict>;
  /** The same of up to 200 changes, in their order. */
  judgeErrorBudgets(
    body: JudgeErrorBudgets,
    options?: { signal?: AbortSignal },
  ): Promise<ErrorBudgetVerdicts>;
}

/** Objectives and what they counted, for other backends. */
export interface ServiceLevelFigures {
  listObjectives(
    query: ListObjectives,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectivePage>;
  getObjective(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveDetail>;
  /** What was counted in a time, in steps. */
  getHistory(
    id: string,
    range: { from: string; to: string },
    options?: { signal?: AbortSignal },
  ): Promise<ObjectiveHistory>;
  /** Alerts, the newest first. */
  listAlerts(
    query?: ListAlerts,
    options?: { signal?: AbortSignal },
  ): Promise<AlertPage>;
}

/** The HTTP API, called with service-to-service authentication. */
export class HttpServiceLevelsService
  implements ServiceLevelsService, ServiceLevelFigures
{
  readonly #client: ServiceLevelsClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new ServiceLevelsClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async judgeErrorBudget(
    body: JudgeErrorBudget,
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.judgeErrorBudget(body, {
      token: await this.#token(),
      signal,
    });
  }

  async judgeErrorBudgets(
    body: JudgeErrorBudgets,
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.judgeErrorBudgets(body, {
      token: await this.#token(),
      signal,
    });
  }

  async listObjectives(
    query: ListObjectives,
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.listObjectives(query, {
      token: await this.#token(),
      signal,
    });
  }

  async getObjective(id: string, { signal }: { signal?: AbortSignal } = {}) {
    return this.#client.getObjective(id, {
      token: await this.#token(),
      signal,
    });
  }

  async getHistory(
    id: string,
    range: { from: string; to: string },
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.getHistory(id, range, {
      token: await this.#token(),
      signal,
    });
  }

  async listAlerts(
    query: ListAlerts = {},
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.listAlerts(query, {
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

/** Service levels for other backends; works without registration. */
export const serviceLevelsServiceRef = createServiceRef<
  ServiceLevelsService & ServiceLevelFigures
>({
  id: 'countersign.service-levels',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new HttpServiceLevelsService(deps),
    }),
});
