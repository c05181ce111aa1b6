import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ErrorBudgetClient,
  ErrorBudgetVerdict,
  ErrorBudgetVerdicts,
  JudgeErrorBudget,
  JudgeErrorBudgets,
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

/** The HTTP API, called with service-to-service authentication. */
export class HttpServiceLevelsService implements ServiceLevelsService {
  readonly #client: ErrorBudgetClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new ErrorBudgetClient({
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

  async #token(): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    return token;
  }
}

/** Service levels for other backends; works without registration. */
export const serviceLevelsServiceRef = createServiceRef<ServiceLevelsService>({
  id: 'countersign.service-levels',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new HttpServiceLevelsService(deps),
    }),
});
