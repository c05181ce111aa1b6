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
} from '@countersign/plugin-incident-management-common';

/** Incident management for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface IncidentManagementService {
  /** In the name of the calling plugin; under the same key the same incident is answered. */
  declareIncident(
    body: DeclareIncident,
    options?: Pick<CallOptions, 'idempotencyKey' | 'signal'>,
  ): Promise<IncidentDetail>;
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
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    return this.#client.declareIncident(body, { ...options, token });
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
