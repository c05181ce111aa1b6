import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  EvidenceClient,
  ListRuns,
  ReportList,
  RunPage,
} from '@countersign/plugin-compliance-evidence-common';

/** Reports and runs for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ComplianceEvidenceService {
  /** Those of the portal's folder. */
  listReports(options?: { signal?: AbortSignal }): Promise<ReportList>;
  /** The newest first. */
  listRuns(
    query?: ListRuns,
    options?: { signal?: AbortSignal },
  ): Promise<RunPage>;
}

const PLUGIN_ID = 'compliance-evidence';

/** The HTTP API, called with service-to-service authentication. */
export class HttpComplianceEvidenceService
  implements ComplianceEvidenceService
{
  readonly #client: EvidenceClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new EvidenceClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async listReports({ signal }: { signal?: AbortSignal } = {}) {
    return this.#client.listReports({ token: await this.#token(), signal });
  }

  async listRuns(
    query: ListRuns = {},
    { signal }: { signal?: AbortSignal } = {},
  ) {
    return this.#client.listRuns(query, {
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

/** Compliance evidence for other backends; works without registration. */
export const complianceEvidenceServiceRef =
  createServiceRef<ComplianceEvidenceService>({
    id: 'countersign.compliance-evidence',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: deps => new HttpComplianceEvidenceService(deps),
      }),
  });
