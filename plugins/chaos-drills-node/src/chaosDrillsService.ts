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
  ListDrills,
} from '@countersign/plugin-chaos-drills-common';

/** Chaos drills for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ChaosDrillsService {
  /** The last written first. */
  listDrills(
    query?: ListDrills,
    options?: { signal?: AbortSignal },
  ): Promise<DrillPage>;
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
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    return this.#client.listDrills(query, { token, signal });
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
