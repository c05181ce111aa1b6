import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ChaosDrillsClient,
  DrillPage,
  ExperimentList,
  GameDayPage,
  ListDrills,
  ListGameDays,
} from '@countersign/plugin-chaos-drills-common';

/** Chaos drills for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ChaosDrillsService {
  /** The last written first. */
  listDrills(
    query?: ListDrills,
    options?: { signal?: AbortSignal },
  ): Promise<DrillPage>;
  /** The last written first. */
  listGameDays(
    query?: ListGameDays,
    options?: { signal?: AbortSignal },
  ): Promise<GameDayPage>;
  /** Those of the portal's folder. */
  listExperiments(options?: { signal?: AbortSignal }): Promise<ExperimentList>;
}

const PLUGIN_ID = 'chaos-drills';

/** The HTTP API, called with service-to-service authentication. */
export class HttpChaosDrillsService implements ChaosDrillsService {
  readonly #client: ChaosDrillsClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new ChaosDrillsClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async listDrills(
    query: ListDrills = {},
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.listDrills(query, {
      token: await this.#token(),
      signal,
    });
  }

  async listGameDays(
    query: ListGameDays = {},
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.listGameDays(query, {
      token: await this.#token(),
      signal,
    });
  }

  async listExperiments({ signal }: { signal?: AbortSignal } = {}) {
    return this.#client.listExperiments({
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

/** Chaos drills for other backends; works without registration. */
export const chaosDrillsServiceRef = createServiceRef<ChaosDrillsService>({
  id: 'countersign.chaos-drills',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => new HttpChaosDrillsService(deps),
    }),
});
