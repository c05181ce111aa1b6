import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
  ServiceRef,
} from '@backstage/backend-plugin-api';
import { CallOptions, JsonClient } from '@countersign/plugin-governance-common';

/** By what one backend reaches another. */
export interface AreaCallDeps {
  discovery: DiscoveryService;
  auth: AuthService;
  fetch?: typeof fetch;
}

/** How a call is made that only asks. */
export type AskOptions = Pick<CallOptions, 'signal'>;

/** How a call is made that writes: under the same key it is done once. */
export type WriteOptions = Pick<CallOptions, 'idempotencyKey' | 'signal'>;

/** On whose behalf a call is made, and how. */
export interface ServiceCallOptions extends WriteOptions {
  /** The calling plugin's own when absent. */
  credentials?: BackstageCredentials;
}

/** The HTTP API of an area for other backends: its typed client, called with service-to-service authentication. */
export abstract class AreaCalls<TClient> {
  protected readonly client: TClient;
  readonly #auth: AuthService;
  readonly #pluginId: string;

  /** @param area - Its plugin id, and the client of its `-common` package. */
  constructor(
    { discovery, auth, fetch: ask = fetch }: AreaCallDeps,
    area: {
      pluginId: string;
      Client: new (
        options: ConstructorParameters<typeof JsonClient>[0],
      ) => TClient;
    },
  ) {
    this.#auth = auth;
    this.#pluginId = area.pluginId;
    this.client = new area.Client({
      baseUrl: () => discovery.getBaseUrl(area.pluginId),
      fetch: ask,
    });
  }

  /** The options of one call, with a token for it. */
  protected async signed({
    credentials,
    ...options
  }: ServiceCallOptions = {}): Promise<CallOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials ?? (await this.#auth.getOwnServiceCredentials()),
      targetPluginId: this.#pluginId,
    });
    return { ...options, token };
  }
}

/** An area for other backends, by its plugin id; works without registration. */
export function areaServiceRef<TService extends object>(
  pluginId: string,
  Service: new (deps: AreaCallDeps) => TService,
): ServiceRef<TService, 'plugin', 'singleton'> {
  return createServiceRef<TService>({
    id: `countersign.${pluginId}`,
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: deps => new Service(deps),
      }),
  });
}
