import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { CallOptions } from '@countersign/plugin-governance-common';
import {
  DeclareIncident,
  IncidentClient,
  IncidentDetail,
  IncidentPage,
  ListIncidents,
  OpenProblem,
  ProblemDetail,
} from '@countersign/plugin-incident-management-common';

/** Incident management for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface IncidentManagementService {
  /** In the name of the calling plugin; under the same key the same incident is answered. */
  declareIncident(
    body: DeclareIncident,
    options?: Pick<CallOptions, 'idempotencyKey' | 'signal'>,
  ): Promise<IncidentDetail>;
  /** Those that the calling plugin may see: without private ones. */
  listIncidents(
    query?: ListIncidents,
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<IncidentPage>;
  /** In the name of the calling plugin; under the same key the same problem is answered. */
  openProblem(
    body: OpenProblem,
    options?: Pick<CallOptions, 'idempotencyKey' | 'signal'>,
  ): Promise<ProblemDetail>;
}

const PLUGIN_ID = 'incident-management';

/** The HTTP API, called with service-to-service authentication. */
export class HttpIncidentManagementService
  implements IncidentManagementService
{
  readonly #client: IncidentClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new IncidentClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async declareIncident(
    body: DeclareIncident,
    options?: Pick<CallOptions, 'idempotencyKey' | 'signal'>,
  ) {
    return this.#client.declareIncident(body, {
      ...options,
      token: await this.#token(),
    });
  }

  async listIncidents(
    query: ListIncidents = {},
    options?: Pick<CallOptions, 'signal'>,
  ) {
    return this.#client.listIncidents(query, {
      ...options,
      token: await this.#token(),
    });
  }

  async openProblem(
    body: OpenProblem,
    options?: Pick<CallOptions, 'idempotencyKey' | 'signal'>,
  ) {
    return this.#client.openProblem(body, {
      ...options,
      token: await this.#token(),
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

/** Incident management for other backends; works without registration. */
export const incidentManagementServiceRef =
  createServiceRef<IncidentManagementService>({
    id: 'countersign.incident-management',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
        },
        factory: deps => new HttpIncidentManagementService(deps),
      }),
  });
