import {
  CallOptions,
  EvidenceQuery,
  JsonClient,
  RecordApi,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { AssuranceTimeline } from '../assurance/findings';
import {
  AskQuestion,
  HoldShadow,
  InquiryDetail,
  InquiryPage,
  ListInquiries,
  ParityList,
  SeedViolations,
  StagedTables,
  TakeSample,
} from './api';

/** The HTTP API of what is asked of runs afterwards, typed. */
export class InquiryClient {
  readonly #client: JsonClient;
  readonly #inquiries: RecordApi<InquiryPage, InquiryDetail, AssuranceTimeline>;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
    this.#inquiries = new RecordApi(this.#client, '/inquiries');
  }

  /** The tables that a question about a run finds. */
  getStagedTables(run: string, options?: CallOptions) {
    const path = `/runs/${segment(run)}/tables`;
    return this.#client.get<StagedTables>(path, {}, options);
  }

  askQuestion(run: string, body: AskQuestion, options?: CallOptions) {
    return this.#ask(run, 'ask', body, options);
  }

  takeSample(run: string, body: TakeSample, options?: CallOptions) {
    return this.#ask(run, 'sample', body, options);
  }

  holdShadow(run: string, body: HoldShadow, options?: CallOptions) {
    return this.#ask(run, 'shadow', body, options);
  }

  seedViolations(run: string, body: SeedViolations, options?: CallOptions) {
    return this.#ask(run, 'seed', body, options);
  }

  listInquiries(query: ListInquiries = {}, options?: CallOptions) {
    return this.#inquiries.list(query, options);
  }

  getInquiry(number: string, options?: CallOptions) {
    return this.#inquiries.get(number, options);
  }

  /** The whole result, as a CSV. */
  getInquiryResult(number: string, options?: CallOptions) {
    const path = `${this.#inquiries.pathOf(number)}/result`;
    return this.#client.bytes(path, {}, options);
  }

  /** What `countersign verify` checks together with the pack of the run. */
  getInquiryProof(number: string, options?: CallOptions) {
    const path = `${this.#inquiries.pathOf(number)}/proof`;
    return this.#client.bytes(path, {}, options);
  }

  getInquiryTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#inquiries.timeline(number, query, options);
  }

  getInquiryEvidence(
    number: string,
    query: EvidenceQuery = {},
    options?: CallOptions,
  ) {
    return this.#inquiries.evidence(number, query, options);
  }

  /** Whether each answer of a report may replace what is made by hand, and the days that say so. */
  getParity(report: string, options?: CallOptions) {
    const path = `/reports/${segment(report)}/parity`;
    return this.#client.get<ParityList>(path, {}, options);
  }

  #ask(run: string, verb: string, body: object, options?: CallOptions) {
    const path = `/runs/${segment(run)}/${verb}`;
    return this.#client.post<InquiryDetail>(path, body, options);
  }
}
