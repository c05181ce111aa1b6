import {
  CallOptions,
  DashboardAnswer,
  DashboardQuery,
  EvidenceQuery,
  JsonClient,
  RecordApi,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { AlertFigure, DeploymentFigure, IncidentFigure } from '../metrics';
import { FollowState } from './following';
import {
  DeclareIncident,
  IncidentDetail,
  IncidentPage,
  IncidentTimeline,
  ListIncidents,
} from './incidents';
import {
  AlertQualityAnswer,
  AlertQualityQuery,
  AlertRuns,
  DeploymentRecords,
  FigureRecords,
  IncidentMetricsAnswer,
  MetricsQuery,
} from './metrics';
import { Suspects } from './suspects';
import {
  KnownErrors,
  ListProblems,
  OpenProblem,
  ProblemCandidates,
  ProblemDetail,
  ProblemInput,
  ProblemPage,
  ProblemTimeline,
} from '../problems/api';
import { ProblemVerb } from '../problems/verbs';
import { FigureStatement, StateFigures } from '../statements/api';
import { RunbookUses, RunbookUsesQuery } from '../runbooks';
import { StatusPage } from '../status';
import {
  ActionPage,
  DocumentQuery,
  ListActions,
  ReviewDetail,
  ReviewQuery,
} from '../review/api';
import { AskedVerb, VerbInput } from './verbs';

/** The HTTP API of incidents, typed: for pages, other backends and the command line. */
export class IncidentClient {
  readonly #client: JsonClient;
  readonly #incidents: RecordApi<
    IncidentPage,
    IncidentDetail,
    IncidentTimeline
  >;
  readonly #problems: RecordApi<ProblemPage, ProblemDetail, ProblemTimeline>;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#incidents = new RecordApi(this.#client, '/incidents');
    this.#problems = new RecordApi(this.#client, '/problems');
  }

  listIncidents(query: ListIncidents = {}, options?: CallOptions) {
    return this.#incidents.list(query, options);
  }

  declareIncident(body: DeclareIncident, options?: CallOptions) {
    return this.#incidents.open(body, options);
  }

  getIncident(number: string, options?: CallOptions) {
    return this.#incidents.get(number, options);
  }

  /** Does something with an incident; the answer is how it stands then. */
  act<V extends AskedVerb>(
    number: string,
    verb: V,
    body: VerbInput<V>,
    options?: CallOptions,
  ) {
    return this.#incidents.act(number, verb, body, options);
  }

  /** Whether the caller is told what happens to it: in the portal, by mail or by Slack, as each has it set. */
  follow(number: string, follows: boolean, options?: CallOptions) {
    return this.#client.put<FollowState>(
      `${this.#incidents.pathOf(number)}/following`,
      { follows },
      options,
    );
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#incidents.timeline(number, query, options);
  }

  /** How every system of the catalog stands. */
  getStatus(options?: CallOptions) {
    return this.#client.get<StatusPage>('/status', {}, options);
  }

  /** Changes that may have caused it, the most likely first. */
  getSuspects(number: string, options?: CallOptions) {
    return this.#client.get<Suspects>(
      `${this.#incidents.pathOf(number)}/suspects`,
      {},
      options,
    );
  }

  /** The figures of a period: of the last 90 days unless told. */
  getMetrics(query: MetricsQuery = {}, options?: CallOptions) {
    return this.#client.get<IncidentMetricsAnswer>('/metrics', query, options);
  }

  /** The incidents behind a figure, the longest first. */
  getFigure(
    figure: IncidentFigure,
    query: MetricsQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<FigureRecords>(
      `/metrics/${segment(figure)}`,
      query,
      options,
    );
  }

  /** The deployments behind a figure: the longest lead time, or else the newest first. */
  getDeploymentsBehind(
    figure: DeploymentFigure,
    query: MetricsQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<DeploymentRecords>(
      `/metrics/${segment(figure)}/deployments`,
      query,
      options,
    );
  }

  /** States the figures of a period for good: in the ledger, with the incidents they are made of. */
  stateFigures(body: StateFigures = {}, options?: CallOptions) {
    return this.#client.post<FigureStatement>('/statements', body, options);
  }

  /** The evidence of a statement: what `countersign verify` works its figures out from again. */
  getStatementEvidence(id: string, options?: CallOptions) {
    return this.#client.bytes(
      `/statements/${segment(id)}/evidence`,
      {},
      options,
    );
  }

  /** How good alerts are: of the last 90 days unless told. */
  getAlertQuality(query: AlertQualityQuery = {}, options?: CallOptions) {
    return this.#client.get<AlertQualityAnswer>(
      '/alert-quality',
      query,
      options,
    );
  }

  /** The alerts that make a figure worse, the newest first. */
  getAlertRuns(
    figure: AlertFigure,
    query: AlertQualityQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<AlertRuns>(
      `/alert-quality/${segment(figure)}`,
      query,
      options,
    );
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#incidents.evidence(number, query, options);
  }

  /** The review of an incident with its words, as it is or as it was. */
  getReview(number: string, query: ReviewQuery = {}, options?: CallOptions) {
    return this.#client.get<ReviewDetail>(
      `${this.#incidents.pathOf(number)}/review`,
      query,
      options,
    );
  }

  /** The review as a Markdown file. */
  getReviewDocument(
    number: string,
    query: DocumentQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.bytes(
      `${this.#incidents.pathOf(number)}/review/document`,
      query,
      options,
    );
  }

  /** What is to be done so that incidents do not come back, over all of them. */
  listActions(query: ListActions = {}, options?: CallOptions) {
    return this.#client.get<ActionPage>('/actions', query, options);
  }

  /** When runbooks were last used, and last drilled. */
  getRunbookUses(query: RunbookUsesQuery = {}, options?: CallOptions) {
    return this.#client.get<RunbookUses>('/runbooks', query, options);
  }

  listProblems(query: ListProblems = {}, options?: CallOptions) {
    return this.#problems.list(query, options);
  }

  openProblem(body: OpenProblem, options?: CallOptions) {
    return this.#problems.open(body, options);
  }

  getProblem(number: string, options?: CallOptions) {
    return this.#problems.get(number, options);
  }

  /** Does something with a problem; the answer is how it stands then. */
  actOnProblem<V extends ProblemVerb>(
    number: string,
    verb: V,
    body: ProblemInput<V>,
    options?: CallOptions,
  ) {
    return this.#problems.act(number, verb, body, options);
  }

  getProblemTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#problems.timeline(number, query, options);
  }

  getProblemEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#problems.evidence(number, query, options);
  }

  /** Where a problem should be looked for, with the evidence for each. */
  listProblemCandidates(options?: CallOptions) {
    return this.#client.get<ProblemCandidates>(
      '/problem-candidates',
      {},
      options,
    );
  }

  /** Known errors that an incident may be about, the best first. */
  listKnownErrors(number: string, options?: CallOptions) {
    return this.#client.get<KnownErrors>(
      `${this.#incidents.pathOf(number)}/known-errors`,
      {},
      options,
    );
  }

  /** The figures of incidents and problems on the dashboard. */
  getDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>('/dashboard', query, options);
  }

  /** The figures of deployments on the dashboard. */
  getDeliveryDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>(
      '/dashboard/delivery',
      query,
      options,
    );
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}
