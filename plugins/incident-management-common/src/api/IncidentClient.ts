import {
  CallOptions,
  EvidenceQuery,
  JsonClient,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { DurationFigure } from '../metrics';
import { FollowState } from './following';
import {
  DeclareIncident,
  IncidentDetail,
  IncidentPage,
  IncidentTimeline,
  ListIncidents,
} from './incidents';
import { FigureRecords, IncidentMetricsAnswer, MetricsQuery } from './metrics';
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
import { ProblemVerb } from '../problems/judge';
import { AskedVerb, VerbInput } from './verbs';

/** The HTTP API of incidents, typed: for pages, other backends and the command line. */
export class IncidentClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  listIncidents(query: ListIncidents = {}, options?: CallOptions) {
    return this.#client.get<IncidentPage>('/incidents', query, options);
  }

  declareIncident(body: DeclareIncident, options?: CallOptions) {
    return this.#client.post<IncidentDetail>('/incidents', body, options);
  }

  getIncident(number: string, options?: CallOptions) {
    return this.#client.get<IncidentDetail>(pathOf(number), {}, options);
  }

  /** Does something with an incident; the answer is how it stands then. */
  act<V extends AskedVerb>(
    number: string,
    verb: V,
    body: VerbInput<V>,
    options?: CallOptions,
  ) {
    return this.#client.post<IncidentDetail>(
      `${pathOf(number)}/${verb}`,
      body,
      options,
    );
  }

  /** Whether the caller is told what happens to it: in the portal, by mail or by Slack, as each has it set. */
  follow(number: string, follows: boolean, options?: CallOptions) {
    return this.#client.put<FollowState>(
      `${pathOf(number)}/following`,
      { follows },
      options,
    );
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<IncidentTimeline>(
      `${pathOf(number)}/timeline`,
      query,
      options,
    );
  }

  /** Changes that may have caused it, the most likely first. */
  getSuspects(number: string, options?: CallOptions) {
    return this.#client.get<Suspects>(
      `${pathOf(number)}/suspects`,
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
    figure: DurationFigure,
    query: MetricsQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<FigureRecords>(
      `/metrics/${segment(figure)}`,
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
    return this.#client.bytes(`${pathOf(number)}/evidence`, query, options);
  }

  listProblems(query: ListProblems = {}, options?: CallOptions) {
    return this.#client.get<ProblemPage>('/problems', query, options);
  }

  openProblem(body: OpenProblem, options?: CallOptions) {
    return this.#client.post<ProblemDetail>('/problems', body, options);
  }

  getProblem(number: string, options?: CallOptions) {
    return this.#client.get<ProblemDetail>(problemPath(number), {}, options);
  }

  /** Does something with a problem; the answer is how it stands then. */
  actOnProblem<V extends ProblemVerb>(
    number: string,
    verb: V,
    body: ProblemInput<V>,
    options?: CallOptions,
  ) {
    return this.#client.post<ProblemDetail>(
      `${problemPath(number)}/${verb}`,
      body,
      options,
    );
  }

  getProblemTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<ProblemTimeline>(
      `${problemPath(number)}/timeline`,
      query,
      options,
    );
  }

  getProblemEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.bytes(
      `${problemPath(number)}/evidence`,
      query,
      options,
    );
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
      `${pathOf(number)}/known-errors`,
      {},
      options,
    );
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}

function pathOf(number: string): string {
  return `/incidents/${segment(number)}`;
}

function problemPath(number: string): string {
  return `/problems/${segment(number)}`;
}
