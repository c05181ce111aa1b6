import {
  CalendarQuery,
  CalendarResponse,
  ChangeDetail,
  ChangeManagementClient,
  ChangePage,
  ConfigurationItemResponse,
  CreateChangeRequest,
  Deployment,
  CountedDeployment,
  DeploymentReport,
  GateDecision,
  GatePreview,
  GateRequest,
  ListChangesQuery,
  ListDeploymentOutcomesQuery,
  ListDeploymentsQuery,
  ScheduleRulesResponse,
} from '@countersign/plugin-change-management-common';
import { Page } from '@countersign/plugin-governance-common';
import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  ServiceCallOptions,
} from '@countersign/plugin-governance-node';

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
  /** What of the deployments of a period figures are made of, thousands at a time. */
  listDeploymentOutcomes(
    query: ListDeploymentOutcomesQuery,
    options?: ServiceCallOptions,
  ): Promise<Page<CountedDeployment>>;
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
export class HttpChangeManagementService
  extends AreaCalls<ChangeManagementClient>
  implements ChangeManagementService
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: ChangeManagementClient });
  }

  async listChanges(
    query: ListChangesQuery = {},
    options?: ServiceCallOptions,
  ) {
    return this.client.listChanges(query, await this.signed(options));
  }

  async getChange(number: string, options?: ServiceCallOptions) {
    return this.client.getChange(number, await this.signed(options));
  }

  async createChange(body: CreateChangeRequest, options?: ServiceCallOptions) {
    return this.client.createChange(body, await this.signed(options));
  }

  async askGate(body: GateRequest, options?: ServiceCallOptions) {
    return this.client.askGate(body, await this.signed(options));
  }

  async previewGate(body: GateRequest, options?: ServiceCallOptions) {
    return this.client.previewGate(body, await this.signed(options));
  }

  async reportDeployment(body: DeploymentReport, options?: ServiceCallOptions) {
    return this.client.reportDeployment(body, await this.signed(options));
  }

  async listDeployments(
    query: ListDeploymentsQuery = {},
    options?: ServiceCallOptions,
  ) {
    return this.client.listDeployments(query, await this.signed(options));
  }

  async listDeploymentOutcomes(
    query: ListDeploymentOutcomesQuery,
    options?: ServiceCallOptions,
  ) {
    return this.client.listDeploymentOutcomes(
      query,
      await this.signed(options),
    );
  }

  async getConfigurationItem(entityRef: string, options?: ServiceCallOptions) {
    return this.client.getConfigurationItem(
      entityRef,
      await this.signed(options),
    );
  }

  async getCalendar(query: CalendarQuery, options?: ServiceCallOptions) {
    return this.client.getCalendar(query, await this.signed(options));
  }

  async listScheduleRules(options?: ServiceCallOptions) {
    return this.client.listScheduleRules(await this.signed(options));
  }
}

/** Change management for other backends; works without registration. */
export const changeManagementServiceRef =
  areaServiceRef<ChangeManagementService>(
    PLUGIN_ID,
    HttpChangeManagementService,
  );
