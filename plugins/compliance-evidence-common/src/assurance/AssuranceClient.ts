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
import {
  Attest,
  Attestation,
  AttestationPage,
  ListAttestations,
  WithdrawAttestation,
} from './attestations';
import { CompareRuns, RunComparison } from './comparison';
import { ControlList, ListControls } from './controls';
import {
  AssuranceTimeline,
  FindingDetail,
  FindingInput,
  FindingPage,
  FindingVerb,
  ListFindings,
} from './findings';
import {
  ListRequests,
  OpenRequest,
  RequestDetail,
  RequestInput,
  RequestPage,
  RequestVerb,
} from './requests';

/** The HTTP API of findings, requests, attestations, controls and comparisons, typed. */
export class AssuranceClient {
  readonly #client: JsonClient;
  readonly #findings: RecordApi<FindingPage, FindingDetail, AssuranceTimeline>;
  readonly #requests: RecordApi<RequestPage, RequestDetail, AssuranceTimeline>;
  readonly #attestations: RecordApi<
    AttestationPage,
    Attestation,
    AssuranceTimeline
  >;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#findings = new RecordApi(this.#client, '/findings');
    this.#requests = new RecordApi(this.#client, '/requests');
    this.#attestations = new RecordApi(this.#client, '/attestations');
  }

  /** The figures of the dashboard. */
  getDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>('/dashboard', query, options);
  }

  listFindings(query: ListFindings = {}, options?: CallOptions) {
    return this.#findings.list(query, options);
  }

  getFinding(number: string, options?: CallOptions) {
    return this.#findings.get(number, options);
  }

  actOnFinding<V extends FindingVerb>(
    number: string,
    verb: V,
    body: FindingInput<V>,
    options?: CallOptions,
  ) {
    return this.#findings.act(number, verb, body, options);
  }

  getFindingTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#findings.timeline(number, query, options);
  }

  /** The evidence bundle, as the exact bytes that `countersign verify` checks. */
  getFindingEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#findings.evidence(number, query, options);
  }

  listRequests(query: ListRequests = {}, options?: CallOptions) {
    return this.#requests.list(query, options);
  }

  openRequest(body: OpenRequest, options?: CallOptions) {
    return this.#requests.open(body, options);
  }

  getRequest(number: string, options?: CallOptions) {
    return this.#requests.get(number, options);
  }

  actOnRequest<V extends RequestVerb>(
    number: string,
    verb: V,
    body: RequestInput<V>,
    options?: CallOptions,
  ) {
    return this.#requests.act(number, verb, body, options);
  }

  getRequestTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#requests.timeline(number, query, options);
  }

  getRequestEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#requests.evidence(number, query, options);
  }

  listControls(query: ListControls = {}, options?: CallOptions) {
    return this.#client.get<ControlList>('/controls', query, options);
  }

  listAttestations(query: ListAttestations = {}, options?: CallOptions) {
    return this.#attestations.list(query, options);
  }

  attest(body: Attest, options?: CallOptions) {
    return this.#attestations.open(body, options);
  }

  getAttestation(number: string, options?: CallOptions) {
    return this.#attestations.get(number, options);
  }

  withdrawAttestation(
    number: string,
    body: WithdrawAttestation,
    options?: CallOptions,
  ) {
    return this.#attestations.act(number, 'withdraw', body, options);
  }

  getAttestationTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#attestations.timeline(number, query, options);
  }

  getAttestationEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#attestations.evidence(number, query, options);
  }

  /** What differs between two runs of a report, and why. */
  compareRuns(
    older: string,
    newer: string,
    query: CompareRuns = {},
    options?: CallOptions,
  ) {
    const path = `/runs/${segment(newer)}/compare/${segment(older)}`;
    return this.#client.get<RunComparison>(path, query, options);
  }
}
