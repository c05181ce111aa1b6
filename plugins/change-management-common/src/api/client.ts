import {
  CallOptions,
  DashboardAnswer,
  DashboardQuery,
  JsonClient,
  segment,
  Page,
  EvidenceQuery,
  TimelineQuery,
  FollowRequest,
  WithLinks,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import {
  CalendarQuery,
  ChangeVerb,
  CreateChangeRequest,
  DeploymentReport,
  GateRequest,
  ListDeploymentOutcomesQuery,
  ListDeploymentsQuery,
  MetricsQuery,
  PolicyReplayRequest,
  PreviewRequest,
  UpdateChangeRequest,
  UploadPlanRequest,
  VerbBody,
} from './requests';
import { FollowState } from '../conversation/following';
import { ExportChangesQuery, ListChangesQuery } from './listChanges';
import {
  CalendarResponse,
  ChangeDetail,
  ChangePage,
  ConfigurationItemResponse,
  CountedDeployment,
  PolicySet,
  Preview,
  ScheduleRulesResponse,
  TemplatesResponse,
  TimelineResponse,
  UploadedPlan,
} from './responses';
import {
  Deployment,
  GateDecision,
  GatePreview,
  MetricsReport,
  PolicyReplay,
  RedactedPlan,
  RiskBandOutcome,
  ScheduleRule,
  ScheduleRuleInput,
} from '../model';

/**
 * The HTTP API of change management, typed. One client for the portal's pages, other backends and the command line:
 * each brings its own `fetch` and a way to find the plugin's base URL.
 *
 * Every method rejects with a `ResponseError` when the server refuses.
 */
export class ChangeManagementClient {
  readonly #client: JsonClient;

  constructor(options: {
    /** The plugin's base URL, such as `http://localhost:7007/api/change-management`. */
    baseUrl: () => Promise<string>;
    fetch: typeof fetch;
  }) {
    this.#client = new JsonClient(options);
  }

  listChanges(query: ListChangesQuery = {}, options?: CallOptions) {
    return this.#client.get<ChangePage>('/changes', query, options);
  }

  /** Everything that matches, as a CSV file. */
  exportChanges(
    query: ExportChangesQuery = {},
    options?: CallOptions,
  ): Promise<Uint8Array> {
    return this.#client.bytes('/changes/export', query, options);
  }

  createChange(body: CreateChangeRequest, options?: CallOptions) {
    return this.#client.post<WithLinks<ChangeDetail>>(
      '/changes',
      body,
      options,
    );
  }

  getChange(number: string, options?: CallOptions) {
    return this.#client.get<ChangeDetail>(
      `/changes/${segment(number)}`,
      {},
      options,
    );
  }

  updateChange(
    number: string,
    body: UpdateChangeRequest,
    options?: CallOptions,
  ) {
    return this.#client.patch<ChangeDetail>(
      `/changes/${segment(number)}`,
      body,
      options,
    );
  }

  /** One transition: `POST /changes/:number/<verb>`. */
  act<V extends ChangeVerb>(
    number: string,
    verb: V,
    body: VerbBody<V>,
    options?: CallOptions,
  ) {
    return this.#client.post<ChangeDetail>(
      `/changes/${segment(number)}/${verb}`,
      body,
      options,
    );
  }

  /** Says whether the caller wants to be told what happens to the change. */
  followChange(number: string, body: FollowRequest, options?: CallOptions) {
    return this.#client.put<FollowState>(
      `/changes/${segment(number)}/following`,
      body,
      options,
    );
  }

  previewChange(body: PreviewRequest, options?: CallOptions) {
    return this.#client.post<Preview>('/changes/preview', body, options);
  }

  uploadPlan(body: UploadPlanRequest, options?: CallOptions) {
    return this.#client.post<UploadedPlan>('/plans', body, options);
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<TimelineResponse>(
      `/changes/${segment(number)}/timeline`,
      query,
      options,
    );
  }

  getPlan(number: string, options?: CallOptions) {
    return this.#client.get<RedactedPlan>(
      `/changes/${segment(number)}/plan`,
      {},
      options,
    );
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  async getEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ): Promise<Uint8Array> {
    return this.#client.bytes(
      `/changes/${segment(number)}/evidence`,
      query,
      options,
    );
  }

  askGate(body: GateRequest, options?: CallOptions) {
    return this.#client.post<WithLinks<GateDecision>>('/gate', body, options);
  }

  /** What the gate would answer now: recorded nowhere, and no permission. */
  previewGate(body: GateRequest, options?: CallOptions) {
    return this.#client.post<GatePreview>('/gate/preview', body, options);
  }

  reportDeployment(body: DeploymentReport, options?: CallOptions) {
    return this.#client.post<WithLinks<Deployment>>(
      '/deployments',
      body,
      options,
    );
  }

  listDeployments(query: ListDeploymentsQuery = {}, options?: CallOptions) {
    return this.#client.get<Page<Deployment>>('/deployments', query, options);
  }

  listDeploymentOutcomes(
    query: ListDeploymentOutcomesQuery,
    options?: CallOptions,
  ) {
    return this.#client.get<Page<CountedDeployment>>(
      '/deployments/outcomes',
      query,
      options,
    );
  }

  getCalendar(query: CalendarQuery, options?: CallOptions) {
    return this.#client.get<CalendarResponse>('/calendar', query, options);
  }

  listScheduleRules(options?: CallOptions) {
    return this.#client.get<ScheduleRulesResponse>(
      '/schedule-rules',
      {},
      options,
    );
  }

  createScheduleRule(body: ScheduleRuleInput, options?: CallOptions) {
    return this.#client.post<ScheduleRule>('/schedule-rules', body, options);
  }

  endScheduleRule(id: string, options?: CallOptions) {
    return this.#client.post<ScheduleRule>(
      `/schedule-rules/${segment(id)}/end`,
      {},
      options,
    );
  }

  getPolicies(options?: CallOptions) {
    return this.#client.get<PolicySet>('/policies', {}, options);
  }

  replayPolicies(body: PolicyReplayRequest, options?: CallOptions) {
    return this.#client.post<PolicyReplay>('/policies/replay', body, options);
  }

  getTemplates(options?: CallOptions) {
    return this.#client.get<TemplatesResponse>('/templates', {}, options);
  }

  getMetrics(query: MetricsQuery = {}, options?: CallOptions) {
    return this.#client.get<MetricsReport>('/metrics', query, options);
  }

  /** The figures of the dashboard. */
  getDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>('/dashboard', query, options);
  }

  getRiskBands(options?: CallOptions) {
    return this.#client.get<{ items: RiskBandOutcome[] }>(
      '/risk/bands',
      {},
      options,
    );
  }

  getConfigurationItem(entityRef: string, options?: CallOptions) {
    return this.#client.get<ConfigurationItemResponse>(
      '/configuration-items/by-ref',
      { ref: entityRef },
      options,
    );
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}
