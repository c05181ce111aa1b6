import {
  CallOptions,
  EvidenceQuery,
  JsonClient,
  RecordApi,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { RunVerb } from '../run/judge';
import { EntityHistory, EntityScope, OpenFindings } from './entityScope';
import { KeepingVerb } from '../run/keeping';
import { ReportDetail, ReportList } from './reports';
import {
  EvidenceDetail,
  KeepingVerbBody,
  ListRuns,
  QuestionRows,
  QuestionRowsQuery,
  RequestRun,
  RunDetail,
  RunPage,
  RunTimeline,
  RunVerbBody,
} from './runs';
import { Verifier } from './verifier';

/** The HTTP API of reports and runs, typed: for pages, other backends and the command line. */
export class EvidenceClient {
  readonly #client: JsonClient;
  readonly #runs: RecordApi<RunPage, RunDetail, RunTimeline>;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#runs = new RecordApi(this.#client, '/runs');
  }

  listReports(options?: CallOptions) {
    return this.#client.get<ReportList>('/reports', {}, options);
  }

  getReport(name: string, options?: CallOptions) {
    const path = `/reports/${segment(name)}`;
    return this.#client.get<ReportDetail>(path, {}, options);
  }

  requestRun(body: RequestRun, options?: CallOptions) {
    return this.#runs.open(body, options);
  }

  listRuns(query: ListRuns = {}, options?: CallOptions) {
    return this.#runs.list(query, options);
  }

  getRun(number: string, options?: CallOptions) {
    return this.#runs.get(number, options);
  }

  /** Cancels it, takes it up again after a failure, or sends its pack once more. */
  actOnRun(
    number: string,
    verb: RunVerb,
    body: RunVerbBody,
    options?: CallOptions,
  ) {
    return this.#runs.act(number, verb, body, options);
  }

  /** Holds it, lifts the hold, or takes part in erasing its evidence. */
  decideKeeping(
    number: string,
    verb: KeepingVerb,
    body: KeepingVerbBody,
    options?: CallOptions,
  ) {
    return this.#runs.act(number, verb, body, options);
  }

  getQuestionRows(
    number: string,
    question: string,
    query: QuestionRowsQuery = {},
    options?: CallOptions,
  ) {
    const path = `${this.#runs.pathOf(number)}/questions/${segment(
      question,
    )}/rows`;
    return this.#client.get<QuestionRows>(path, query, options);
  }

  getRunEvidence(number: string, id: string, options?: CallOptions) {
    const path = `${this.#runs.pathOf(number)}/evidence/${segment(id)}`;
    return this.#client.get<EvidenceDetail>(path, {}, options);
  }

  /** The raw bytes that the source gave. */
  getRawEvidence(number: string, id: string, options?: CallOptions) {
    return this.#client.bytes(this.rawEvidencePath(number, id), {}, options);
  }

  getPack(number: string, options?: CallOptions) {
    return this.#client.bytes(this.packPath(number), {}, options);
  }

  getArtefact(number: string, path: string, options?: CallOptions) {
    return this.#client.bytes(this.artefactPath(number, path), {}, options);
  }

  /** In the scope of which reports an entity is. */
  getEntityScope(entityRef: string, options?: CallOptions) {
    return this.#client.get<EntityScope>(
      '/entity-scope',
      { entityRef },
      options,
    );
  }

  /** Which entities have open findings. */
  getOpenFindings(options?: CallOptions) {
    return this.#client.get<OpenFindings>('/open-findings', {}, options);
  }

  /** The newest runs that looked at an entity, and the newest findings about it. */
  getEntityHistory(entityRef: string, limit: number, options?: CallOptions) {
    return this.#client.get<EntityHistory>(
      '/entity-history',
      { entityRef, limit },
      options,
    );
  }

  /** What the portal offers to those who verify packs elsewhere. */
  getVerifier(options?: CallOptions) {
    return this.#client.get<Verifier>('/verifier', {}, options);
  }

  /** The page that verifies packs offline, as one HTML file. */
  getVerifierPage(options?: CallOptions) {
    return this.#client.bytes('/verifier/page', {}, options);
  }

  /** Behind the base URL of the plugin: for links that save a file. */
  rawEvidencePath(number: string, id: string): string {
    return `${this.#runs.pathOf(number)}/evidence/${segment(id)}/raw`;
  }

  packPath(number: string): string {
    return `${this.#runs.pathOf(number)}/pack`;
  }

  artefactPath(number: string, path: string): string {
    return `${this.#runs.pathOf(number)}/artefacts/${segment(path)}`;
  }

  getTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#runs.timeline(number, query, options);
  }

  /** The ledger bundle of a run, as the exact bytes that `countersign verify` checks. */
  getBundle(number: string, query: EvidenceQuery = {}, options?: CallOptions) {
    return this.#runs.evidence(number, query, options);
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }
}
