import { setTimeout as delay } from 'timers/promises';
import {
  AssuranceClient,
  EvidenceClient,
  InquiryClient,
} from '../../../plugins/compliance-evidence-common/src';
import { Portal } from './startPortal';

/** What a run was, and how long it and each of its phases took, in seconds. */
export interface MeasuredRun {
  number: string;
  seconds: number;
  phases: Record<string, number>;
  sourceRows: number;
  resultRows: number;
  /** Rows of each answer, by its question. */
  answers: Record<string, number>;
}

const POLL_MS = 200;

/** Runs of one report on a portal, asked for as a pipeline does. */
export class EvidenceRuns {
  readonly #evidence: EvidenceClient;
  readonly #assurance: AssuranceClient;
  readonly #inquiries: InquiryClient;
  readonly #call: { token: string };

  constructor(
    { url, pipelineToken }: Pick<Portal, 'url' | 'pipelineToken'>,
    private readonly report: string,
  ) {
    const options = {
      baseUrl: async () => `${url}/api/compliance-evidence`,
      fetch,
    };
    this.#evidence = new EvidenceClient(options);
    this.#assurance = new AssuranceClient(options);
    this.#inquiries = new InquiryClient(options);
    this.#call = { token: pipelineToken };
  }

  /** Waits for its end. @throws Error where it does not complete */
  async run(quarter: string): Promise<MeasuredRun> {
    const call = this.#call;
    const begin = performance.now();
    const asked = await this.#evidence.requestRun(
      { report: this.report, parameters: { quarter }, deliver: false },
      call,
    );
    const { number } = asked.run;
    for (;;) {
      const { run, phases, questions } = await this.#evidence.getRun(
        number,
        call,
      );
      if (run.state === 'failed' || run.state === 'canceled') {
        throw new Error(`${number} is ${run.state}: ${run.failure?.problem}`);
      }
      if (run.state === 'completed') {
        return {
          number,
          seconds: (performance.now() - begin) / 1000,
          phases: Object.fromEntries(
            phases.flatMap(({ phase, startedAt, endedAt }) =>
              startedAt && endedAt
                ? [[phase, (Date.parse(endedAt) - Date.parse(startedAt)) / 1e3]]
                : [],
            ),
          ),
          sourceRows: run.sourceRows ?? 0,
          resultRows: run.resultRows ?? 0,
          answers: Object.fromEntries(
            questions.map(({ name, rows }) => [name, rows]),
          ),
        };
      }
      await delay(POLL_MS);
    }
  }

  pack(number: string): Promise<Uint8Array> {
    return this.#evidence.getPack(number, this.#call);
  }

  /** Seconds that somebody waits for the answer to a question. */
  async ask(number: string, sql: string, token: string): Promise<number> {
    const begin = performance.now();
    await this.#inquiries.askQuestion(
      number,
      { title: 'Asked afterwards', sql },
      { token },
    );
    return (performance.now() - begin) / 1000;
  }

  async verifierKey(): Promise<string> {
    const { verifierKeys } = await this.#evidence.getLedgerStatus(this.#call);
    return verifierKeys[0];
  }

  /** Seconds. */
  async compare(newer: string, older: string): Promise<number> {
    const begin = performance.now();
    await this.#assurance.compareRuns(older, newer, {}, this.#call);
    return (performance.now() - begin) / 1000;
  }
}
