import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  CalendarQuery,
  CalendarResponse,
  ChangeDetail,
  ChangeManagementClient,
  ChangePage,
  ConfigurationItemResponse,
  CreateChangeRequest,
  Deployment,
  DeploymentReport,
  GateDecision,
  GatePreview,
  GateRequest,
  ListChangesQuery,
  ListDeploymentsQuery,
  ScheduleRulesResponse,
} from '@countersign/plugin-change-management-common';
import { CallOptions, Page } from '@countersign/plugin-governance-common';

/** On whose behalf a call is made, and how. */
export interface ServiceCallOptions
  extends Pick<CallOptions, 'idempotencyKey' | 'signal'> {
  /** The calling plugin's own when absent. */
  credentials?: BackstageCredentials;
}

/** Change management for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ChangeManagementService {
  listChanges(
    query?: ListChangesQuery,
    options?: ServiceCallOptions,
  ): Promise<ChangePage>;
  getChange(
    number: string,
    options?: ServiceCallOptions,
  ): Promise<ChangeDetail>;
  createChange(
    body: CreateChangeRequest,
    options?: ServiceCallOptions,
  ): Promise<ChangeDetail>;
  askGate(
    body: GateRequest,
    options?: ServiceCallOptions,
  ): Promise<GateDecision>;
  /** What the gate would answer now: it is on no record, and permits nothing. */
  previewGate(
    body: GateRequest,
    options?: ServiceCallOptions,
  ): Promise<GatePreview>;
  reportDeployment(
    body: DeploymentReport,
    options?: ServiceCallOptions,
  ): Promise<Deployment>;
  listDeployments(
    query?: ListDeploymentsQuery,
    options?: ServiceCallOptions,
  ): Promise<Page<Deployment>>;
  getConfigurationItem(
    entityRef: string,
    options?: ServiceCallOptions,
  ): Promise<ConfigurationItemResponse>;
  /** Changes, freezes and maintenance windows of a time. */
  getCalendar(
    query: CalendarQuery,
    options?: ServiceCallOptions,
  ): Promise<CalendarResponse>;
  /** Freezes and maintenance windows as they are defined. */
  listScheduleRules(
    options?: ServiceCallOptions,
  ): Promise<ScheduleRulesResponse>;
}

const PLUGIN_ID = 'change-management';

/** The HTTP API, called with service-to-service authentication. */
export class HttpChangeManagementService implements ChangeManagementService {
  readonly #client: ChangeManagementClient;
  readonly #auth: AuthService;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#client = new ChangeManagementClient({
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
      fetch: options.fetch ?? fetch,
    });
  }

  async listChanges(
    query: ListChangesQuery = {},
    options?: ServiceCallOptions,
  ) {
    return this.#client.listChanges(query, await this.#call(options));
  }

  async getChange(number: string, options?: ServiceCallOptions) {
    return this.#client.getChange(number, await this.#call(options));
  }

  async createChange(body: CreateChangeRequest, options?: ServiceCallOptions) {
    return this.#client.createChange(body, await this.#call(options));
  }

  async askGate(body: GateRequest, options?: ServiceCallOptions) {
    return this.#client.askGate(body, await this.#call(options));
  }

  async previewGate(body: GateRequest, options?: ServiceCallOptions) {
    return this.#client.previewGate(body, await this.#call(options));
  }

  async reportDeployment(body: DeploymentReport, options?: ServiceCallOptions) {
    return this.#client.reportDeployment(body, await this.#call(options));
  }

  async listDeployments(
    query: ListDeploymentsQuery = {},
    options?: ServiceCallOptions,
  ) {
    return this.#client.listDeployments(query, await this.#call(options));
  }

  async getConfigurationItem(entityRef: string, options?: ServiceCallOptions) {
    return this.#client.getConfigurationItem(
      entityRef,
      await this.#call(options),
    );
  }

  async getCalendar(query: CalendarQuery, options?: ServiceCallOptions) {
    return this.#client.getCalendar(query, await this.#call(options));
  }

  async listScheduleRules(options?: ServiceCallOptions) {
    return this.#client.listScheduleRules(await this.#call(options));
  }

  async #call({ credentials, ...rest }: ServiceCallOptions = {}) {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials ?? (await this.#auth.getOwnServiceCredentials()),
      targetPluginId: PLUGIN_ID,
    });
    return { ...rest, token };
  }
}

/** Change management for other backends; works without registration. */
export const changeManagementServiceRef =
  createServiceRef<ChangeManagementService>({
    id: 'countersign.change-management',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: deps => new HttpChangeManagementService(deps),
      }),
  });
