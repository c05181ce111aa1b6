import {
  AttestationPage,
  EntityHistory,
  EntityScope,
  Finding,
  findingActions,
  FindingInput,
  FindingDetail,
  findingNextStep,
  FindingPage,
  FindingVerb,
  KeepingVerb,
  KeepingVerbBody,
  ListFindings,
  ListRequests,
  ListRuns,
  QuestionRowsQuery,
  ReportDetail,
  requestActions,
  RequestInput,
  RequestDetail,
  EvidenceRequest,
  requestNextStep,
  RequestPage,
  RequestRun,
  RequestVerb,
  RunDetail,
  RunPage,
  Verifier,
} from '@countersign/plugin-compliance-evidence-common';
import { AssuranceApi, EvidenceApi } from '../api';
import {
  attestation,
  comparison,
  controlList,
  evidenceDetail,
  finding,
  reader,
  report,
  request,
  rows,
  rowsOf,
  run,
} from './fixtures';

const now = '2026-11-26T12:00:00.000Z';
const person = { ref: reader, by: 'person' as const, permitted: () => true };

function missing(): Error {
  return Object.assign(new Error('There is none'), { name: 'NotFoundError' });
}

function pageOf<T>(items: T[]) {
  return { items, count: { value: items.length, capped: false } };
}

/** The backend of reports and runs, as far as pages ask it. */
export class FakeEvidence implements EvidenceApi {
  readonly requested: RequestRun[] = [];
  readonly listed: ListRuns[] = [];
  readonly decided: (KeepingVerbBody & { verb: KeepingVerb })[] = [];

  constructor(
    private readonly held: {
      report?: ReportDetail;
      run?: RunDetail;
      /** So many rows has the answer. */
      rows?: number;
      refuse?: Error;
    } = {},
  ) {}

  async listReports() {
    return { items: [(this.held.report ?? report()).report] };
  }

  async getReport(name: string) {
    const found = this.held.report ?? report();
    if (found.report.name !== name) throw missing();
    return found;
  }

  async requestRun(body: RequestRun) {
    this.requested.push(body);
    if (this.held.refuse) throw this.held.refuse;
    return run();
  }

  async listRuns(query: ListRuns = {}): Promise<RunPage> {
    this.listed.push(query);
    return pageOf([(this.held.run ?? run()).run]);
  }

  async getRun(number: string) {
    const found = this.held.run ?? run();
    if (found.run.number !== number) throw missing();
    return found;
  }

  async getOpenFindings() {
    return { items: [] };
  }

  async actOnRun() {
    return run();
  }

  async decideKeeping(_: string, verb: KeepingVerb, body: KeepingVerbBody) {
    this.decided.push({ verb, ...body });
    return this.held.run ?? run();
  }

  async getQuestionRows(_: string, __: string, query: QuestionRowsQuery = {}) {
    return this.held.rows ? rowsOf(this.held.rows, query) : rows();
  }

  async getRunEvidence() {
    return evidenceDetail();
  }

  async getRawEvidence() {
    return new TextEncoder().encode('grant_id\nG-17\n');
  }

  async getPack() {
    return new Uint8Array([80, 75]);
  }

  async getArtefact() {
    return new Uint8Array([80, 75]);
  }

  async getEntityScope(): Promise<EntityScope> {
    const { number, report: name, title } = run().run;
    const last = { run: number, endedAt: now, violations: 1 };
    return {
      items: [{ report: name, title, ...last }],
      findings: [finding()],
    };
  }

  async getEntityHistory(): Promise<EntityHistory> {
    return { runs: [run().run], findings: [finding()] };
  }

  async getVerifier(): Promise<Verifier> {
    return { page: { size: 17_800_000, sha256: `sha256:${'b'.repeat(64)}` } };
  }

  async getVerifierPage() {
    return new TextEncoder().encode('<!DOCTYPE html>');
  }

  rawEvidencePath = (number: string, id: string) =>
    `/runs/${number}/evidence/${id}/raw`;

  packPath = (number: string) => `/runs/${number}/pack`;

  artefactPath = (number: string, path: string) =>
    `/runs/${number}/artefacts/${path}`;

  async getTimeline() {
    return { items: [] };
  }

  async getBundle() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return {
      origin: 'countersign/compliance-evidence',
      treeSize: 2,
      pending: 0,
      verifierKeys: ['countersign/compliance-evidence+1a2b3c4d+AbCd'],
    };
  }
}

/** The backend of findings, requests and controls, as far as pages ask it: it judges as the real one. */
export class FakeAssurance implements AssuranceApi {
  readonly asked: ListFindings[] = [];
  readonly acted: { number: string; verb: string; body: unknown }[] = [];
  readonly #findings: Finding[];
  readonly #requests: EvidenceRequest[];

  constructor(
    held: { findings?: Finding[]; requests?: EvidenceRequest[] } = {},
  ) {
    this.#findings = held.findings ?? [finding()];
    this.#requests = held.requests ?? [request()];
  }

  async getDashboard() {
    return { at: '', previousFrom: '', from: '', to: '', figures: [] };
  }

  async listFindings(query: ListFindings = {}): Promise<FindingPage> {
    this.asked.push(query);
    return pageOf(this.#findings);
  }

  async getFinding(number: string): Promise<FindingDetail> {
    const found = this.#findings.find(each => each.number === number);
    if (!found) throw missing();
    return {
      finding: found,
      next: findingNextStep(found, found, now),
      actions: findingActions(found, person, now),
    };
  }

  async actOnFinding<V extends FindingVerb>(
    number: string,
    verb: V,
    body: FindingInput<V>,
  ) {
    this.acted.push({ number, verb, body });
    return this.getFinding(number);
  }

  async getFindingTimeline() {
    return { items: [] };
  }

  async getFindingEvidence() {
    return new TextEncoder().encode('{}');
  }

  async listRequests(query: ListRequests = {}): Promise<RequestPage> {
    const states = [query.state ?? []].flat();
    return pageOf(
      this.#requests.filter(
        ({ state }) => states.length === 0 || states.includes(state),
      ),
    );
  }

  async openRequest() {
    return this.getRequest(this.#requests[0].number);
  }

  async getRequest(number: string): Promise<RequestDetail> {
    const found = this.#requests.find(each => each.number === number);
    if (!found) throw missing();
    return {
      request: found,
      next: requestNextStep(found),
      actions: requestActions(found, person),
    };
  }

  async actOnRequest<V extends RequestVerb>(
    number: string,
    verb: V,
    body: RequestInput<V>,
  ) {
    this.acted.push({ number, verb, body });
    return this.getRequest(number);
  }

  async getRequestTimeline() {
    return { items: [] };
  }

  async getRequestEvidence() {
    return new TextEncoder().encode('{}');
  }

  async listControls() {
    return controlList();
  }

  async listAttestations(): Promise<AttestationPage> {
    return pageOf([attestation()]);
  }

  async attest(body: unknown) {
    this.acted.push({ number: '', verb: 'attest', body });
    return attestation();
  }

  async getAttestation() {
    return attestation();
  }

  async withdrawAttestation() {
    return attestation({ state: 'withdrawn' });
  }

  async getAttestationTimeline() {
    const { number, made } = attestation();
    return {
      items: [
        {
          id: `made ${number}`,
          type: 'attestation.made',
          actor: made.by,
          occurredAt: made.at,
          data: {},
        },
      ],
    };
  }

  async getAttestationEvidence() {
    return new TextEncoder().encode('{}');
  }

  async compareRuns() {
    return comparison();
  }
}
