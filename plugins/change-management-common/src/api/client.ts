import { ResponseError } from '@backstage/errors';
import {
  CalendarQuery,
  ChangeVerb,
  CreateChangeRequest,
  DeploymentReport,
  EvidenceQuery,
  GateRequest,
  ListDeploymentsQuery,
  MetricsQuery,
  PolicyReplayRequest,
  PreviewRequest,
  UpdateChangeRequest,
  UploadPlanRequest,
  VerbBody,
} from './requests';
import { exactJson } from '../json';
import { ListChangesQuery } from './listChanges';
import {
  CalendarResponse,
  ChangeDetail,
  ChangePage,
  ConfigurationItemResponse,
  LedgerStatus,
  Page,
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

/** How one call is made; a write carries an `Idempotency-Key` so that a repeated one is the same one. */
export interface CallOptions {
  token?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * The HTTP API of change management, typed. One client for the portal's pages, other backends and the command line:
 * each brings its own `fetch` and a way to find the plugin's base URL.
 *
 * Every method rejects with a `ResponseError` when the server refuses.
 */
export class ChangeManagementClient {
  readonly #baseUrl: () => Promise<string>;
  readonly #fetch: typeof fetch;

  constructor(options: {
    /** The plugin's base URL, such as `http://localhost:7007/api/change-management`. */
    baseUrl: () => Promise<string>;
    fetch: typeof fetch;
  }) {
    this.#baseUrl = options.baseUrl;
    this.#fetch = options.fetch;
  }

  listChanges(query: ListChangesQuery = {}, options?: CallOptions) {
    return this.#get<ChangePage>('/changes', query, options);
  }

  createChange(body: CreateChangeRequest, options?: CallOptions) {
    return this.#post<ChangeDetail>('/changes', body, options);
  }

  getChange(number: string, options?: CallOptions) {
    return this.#get<ChangeDetail>(`/changes/${segment(number)}`, {}, options);
  }

  updateChange(
    number: string,
    body: UpdateChangeRequest,
    options?: CallOptions,
  ) {
    return this.#send<ChangeDetail>(
      'PATCH',
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
    return this.#post<ChangeDetail>(
      `/changes/${segment(number)}/${verb}`,
      body,
      options,
    );
  }

  previewChange(body: PreviewRequest, options?: CallOptions) {
    return this.#post<Preview>('/changes/preview', body, options);
  }

  uploadPlan(body: UploadPlanRequest, options?: CallOptions) {
    return this.#post<UploadedPlan>('/plans', body, options);
  }

  getTimeline(
    number: string,
    query: { limit?: number; cursor?: string } = {},
    options?: CallOptions,
  ) {
    return this.#get<TimelineResponse>(
      `/changes/${segment(number)}/timeline`,
      query,
      options,
    );
  }

  getPlan(number: string, options?: CallOptions) {
    return this.#get<RedactedPlan>(
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
    const response = await this.#request(
      'GET',
      `/changes/${segment(number)}/evidence${queryString(query)}`,
      undefined,
      options,
    );
    return new Uint8Array(await response.arrayBuffer());
  }

  askGate(body: GateRequest, options?: CallOptions) {
    return this.#post<GateDecision>('/gate', body, options);
  }

  /** What the gate would answer now: recorded nowhere, and no permission. */
  previewGate(body: GateRequest, options?: CallOptions) {
    return this.#post<GatePreview>('/gate/preview', body, options);
  }

  reportDeployment(body: DeploymentReport, options?: CallOptions) {
    return this.#post<Deployment>('/deployments', body, options);
  }

  listDeployments(query: ListDeploymentsQuery = {}, options?: CallOptions) {
    return this.#get<Page<Deployment>>('/deployments', query, options);
  }

  getCalendar(query: CalendarQuery, options?: CallOptions) {
    return this.#get<CalendarResponse>('/calendar', query, options);
  }

  listScheduleRules(options?: CallOptions) {
    return this.#get<ScheduleRulesResponse>('/schedule-rules', {}, options);
  }

  createScheduleRule(body: ScheduleRuleInput, options?: CallOptions) {
    return this.#post<ScheduleRule>('/schedule-rules', body, options);
  }

  endScheduleRule(id: string, options?: CallOptions) {
    return this.#post<ScheduleRule>(
      `/schedule-rules/${segment(id)}/end`,
      {},
      options,
    );
  }

  getPolicies(options?: CallOptions) {
    return this.#get<PolicySet>('/policies', {}, options);
  }

  replayPolicies(body: PolicyReplayRequest, options?: CallOptions) {
    return this.#post<PolicyReplay>('/policies/replay', body, options);
  }

  getTemplates(options?: CallOptions) {
    return this.#get<TemplatesResponse>('/templates', {}, options);
  }

  getMetrics(query: MetricsQuery = {}, options?: CallOptions) {
    return this.#get<MetricsReport>('/metrics', query, options);
  }

  getRiskBands(options?: CallOptions) {
    return this.#get<{ items: RiskBandOutcome[] }>('/risk/bands', {}, options);
  }

  getConfigurationItem(entityRef: string, options?: CallOptions) {
    return this.#get<ConfigurationItemResponse>(
      '/configuration-items/by-ref',
      { ref: entityRef },
      options,
    );
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#get<LedgerStatus>('/ledger', {}, options);
  }

  async #get<T>(path: string, query: object, options?: CallOptions) {
    const response = await this.#request(
      'GET',
      path + queryString(query),
      undefined,
      options,
    );
    return (await response.json()) as T;
  }

  #post<T>(path: string, body: unknown, options?: CallOptions) {
    return this.#send<T>('POST', path, body, options);
  }

  async #send<T>(
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    options?: CallOptions,
  ) {
    const response = await this.#request(method, path, body, options);
    return (await response.json()) as T;
  }

  async #request(
    method: string,
    path: string,
    body: unknown,
    options: CallOptions = {},
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (options.token) headers.Authorization = `Bearer ${options.token}`;
    if (options.idempotencyKey) {
      headers['Idempotency-Key'] = options.idempotencyKey;
    }
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      headers,
      // A plan's numbers may be more than JavaScript's.
      body: exactJson(body),
      signal: options.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function segment(text: string): string {
  return encodeURIComponent(text);
}

/** Arrays become comma-separated values, as the server's list queries read them. */
export function queryString(query: object): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length) parameters.set(key, value.join(','));
    } else {
      parameters.set(key, String(value));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
