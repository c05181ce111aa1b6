import {
  AskQuestion,
  HoldShadow,
  Inquiry,
  InquiryDetail,
  ListInquiries,
  ParityList,
  StagedTables,
  TakeSample,
} from '@countersign/plugin-compliance-evidence-common';
import { InquiryApi } from '../api';
import { reader } from './fixtures';

const sha256 = `sha256:${'a'.repeat(64)}` as const;
const now = '2026-11-26T12:00:00.000Z';

/** A question about the run of the fixtures, answered. */
export function inquiry(fields: Partial<Inquiry> = {}): Inquiry {
  return {
    id: '55555555-5555-4555-8555-555555555555',
    number: 'INQ0000007',
    title: 'Grants by cluster',
    state: 'answered',
    run: {
      number: 'RUN0000007',
      report: 'sox-access',
      reportDigest: sha256,
      manifestDigest: sha256,
      rows: { size: 2, root: `${'A'.repeat(43)}=` },
    },
    asked: {
      kind: 'question',
      sql: 'SELECT cluster, count(*) AS grants FROM grants GROUP BY cluster ORDER BY cluster',
      orderedBy: ['cluster'],
    },
    outcome: { kind: 'question' },
    result: { columns: ['cluster', 'grants'], rows: 1, size: 20, sha256 },
    answered: { by: reader, at: now },
    ...fields,
  };
}

/** The backend of inquiries, as far as pages ask it. */
export class FakeInquiries implements InquiryApi {
  readonly asked: (AskQuestion | TakeSample | HoldShadow)[] = [];
  readonly listed: ListInquiries[] = [];

  constructor(
    private readonly held: {
      detail?: InquiryDetail;
      parity?: ParityList;
      refuse?: Error;
    } = {},
  ) {}

  async getStagedTables(): Promise<StagedTables> {
    return {
      tables: [
        {
          name: 'grants',
          title: 'Grants',
          rows: 1234,
          columns: [{ name: 'cluster', type: 'text', required: true }],
        },
      ],
      seeds: 1,
    };
  }

  async askQuestion(_run: string, body: AskQuestion) {
    return this.#answer(body);
  }

  async takeSample(_run: string, body: TakeSample) {
    return this.#answer(body);
  }

  async holdShadow(_run: string, body: HoldShadow) {
    return this.#answer(body);
  }

  async seedViolations() {
    return this.#detail();
  }

  async listInquiries(query: ListInquiries = {}) {
    this.listed.push(query);
    return {
      items: [this.#detail().inquiry],
      count: { value: 1, capped: false },
    };
  }

  async getInquiry(number: string) {
    const detail = this.#detail();
    if (detail.inquiry.number === number) return detail;
    throw Object.assign(new Error('There is none'), { name: 'NotFoundError' });
  }

  async getInquiryResult() {
    return new TextEncoder().encode('cluster,grants\n');
  }

  async getInquiryProof() {
    return new TextEncoder().encode('{}');
  }

  async getInquiryTimeline() {
    return { items: [] };
  }

  async getInquiryEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getParity(): Promise<ParityList> {
    return this.held.parity ?? { items: [] };
  }

  #detail(): InquiryDetail {
    return (
      this.held.detail ?? {
        inquiry: inquiry(),
        rows: [['ledger', '300']],
        more: 0,
      }
    );
  }

  #answer(body: AskQuestion | TakeSample | HoldShadow): InquiryDetail {
    this.asked.push(body);
    if (this.held.refuse) throw this.held.refuse;
    return this.#detail();
  }
}
