import {
  AlertView,
  BurnDown,
  BurnDownView,
  BurnRates,
  CountedSteps,
  Explanation,
  ListObjectives,
  ObjectiveDetail,
  ObjectivePage,
  ObjectiveSummary,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsApi } from '../api';
import {
  burnDownOf,
  detail,
  explanationOf,
  judgedAt,
  reader,
} from './objectives';

type Asked = Pick<
  ServiceLevelsApi,
  | 'listObjectives'
  | 'getObjective'
  | 'getBurnDown'
  | 'getBurnRates'
  | 'getExplanation'
  | 'getCountedSteps'
  | 'acknowledgeAlert'
  | 'getLedgerStatus'
  | 'getObjectiveEvidence'
  | 'listCorrections'
>;

interface FakeOptions {
  objectives?: ObjectiveSummary[];
  details?: ObjectiveDetail[];
  burnDown?: BurnDown;
  explanation?: Explanation;
  nextCursor?: string;
}

/** The backend of service levels, as far as the overview and the page of an objective ask it. */
export class FakeObjectives implements Asked {
  readonly asked: ListObjectives[] = [];
  readonly views: (BurnDownView | undefined)[] = [];
  readonly periods: { from?: string; to?: string }[] = [];
  readonly comments: (string | undefined)[] = [];
  readonly #options: FakeOptions;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
  }

  async listObjectives(query: ListObjectives = {}): Promise<ObjectivePage> {
    this.asked.push(query);
    const { objectives = [], nextCursor } = this.#options;
    return {
      items: objectives,
      count: { value: objectives.length, capped: false },
      states: { burning: 2, ok: 1_200 },
      owners: ['group:default/checkout'],
      systems: ['system:default/commerce'],
      nextCursor,
    };
  }

  async getObjective(id: string): Promise<ObjectiveDetail> {
    const { details = [detail()] } = this.#options;
    const found = details.find(each => each.id === id);
    if (!found) {
      throw Object.assign(new Error('There is none'), {
        name: 'NotFoundError',
      });
    }
    return { ...found };
  }

  async getBurnDown(
    _id: string,
    { view }: { view?: BurnDownView } = {},
  ): Promise<BurnDown> {
    this.views.push(view);
    const burnDown = this.#options.burnDown ?? burnDownOf();
    return view === 'window'
      ? burnDown
      : { ...burnDown, view: view!, spending: undefined };
  }

  async getBurnRates(
    _id: string,
    { pair = 0 }: { pair?: number } = {},
  ): Promise<BurnRates> {
    return {
      pair,
      from: '2026-11-24T10:00:00.000Z',
      to: judgedAt,
      points: [
        { at: '2026-11-25T10:00:00.000Z', long: 16, short: 20 },
        { at: '2026-11-26T09:00:00.000Z' },
        { at: judgedAt, long: 0.5, short: 0 },
      ],
    };
  }

  async getLedgerStatus() {
    return {
      origin: 'countersign/service-levels',
      treeSize: 12,
      pending: 0,
      verifierKeys: ['countersign/service-levels+1a2b3c4d+AbCd'],
    };
  }

  async getObjectiveEvidence(
    _id: string,
    period: { from?: string; to?: string } = {},
  ) {
    this.periods.push(period);
    return new TextEncoder().encode('{}');
  }

  async getExplanation(): Promise<Explanation> {
    return this.#options.explanation ?? explanationOf();
  }

  async getCountedSteps(
    _id: string,
    { from, to }: { from: string; to: string },
  ): Promise<CountedSteps> {
    const middle = new Date(
      (Date.parse(from) + Date.parse(to)) / 2,
    ).toISOString();
    return {
      steps: [
        { start: from, end: middle, bad: 149, total: 200_000 },
        { start: middle, end: to, bad: 1, total: 200_000 },
      ],
    };
  }

  async listCorrections() {
    return { items: [] };
  }

  async acknowledgeAlert(
    number: string,
    { comment }: { comment?: string },
  ): Promise<AlertView> {
    this.comments.push(comment);
    for (const { alerts } of this.#options.details ?? []) {
      const found = alerts.find(each => each.number === number);
      if (found) {
        return Object.assign(found, {
          acknowledged: { by: reader, at: judgedAt },
        });
      }
    }
    throw Object.assign(new Error('There is none'), { name: 'NotFoundError' });
  }
}
