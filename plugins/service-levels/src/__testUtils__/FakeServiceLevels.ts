import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  alertActions,
  alertNextStep,
  AlertDetail,
  AlertPage,
  AlertView,
  CheckedDefinitions,
  DefinitionProblems,
  ListAlerts,
  ListObjectives,
  ObjectivePage,
  ObjectiveSummary,
  SourceList,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsApi } from '../api';

export const reader = 'user:default/ben';
export const team = 'group:default/checkout';
export const componentRef = 'component:default/checkout-api';

/** An objective of the reader's team that holds. */
export function objective(
  fields: Partial<ObjectiveSummary> = {},
): ObjectiveSummary {
  return {
    id: 'checkout-availability',
    slo: 'checkout-availability',
    title: 'Checkout is answered',
    service: 'checkout-api',
    component: componentRef,
    owner: team,
    source: 'checkout-api',
    target: 0.999,
    window: 30 * 86_400_000,
    windowKind: 'rolling',
    state: 'ok',
    sli: 0.9996,
    burnRate: 0.38,
    budgetLeft: 0.62,
    measured: 1,
    evaluatedAt: '2026-11-26T10:00:00.000Z',
    heardAt: '2026-11-26T10:00:00.000Z',
    ...fields,
  };
}

/** An alert of it that fires and that nobody took. */
export function alert(fields: Partial<AlertView> = {}): AlertView {
  return {
    number: 'ALR0000007',
    objective: 'checkout-availability',
    title: 'Checkout is answered',
    component: componentRef,
    owner: team,
    kind: 'burn',
    state: 'firing',
    severity: 'page',
    window: 3_600_000,
    pendingSince: '2026-11-26T10:00:00.000Z',
    firedAt: '2026-11-26T10:00:00.000Z',
    threshold: 14.4,
    burnRate: 21.3,
    budgetLeft: 0.12,
    exhaustedIn: 40 * 60_000,
    spent: 0.31,
    ...fields,
  };
}

interface Answers {
  alerts: AlertView[];
  events: TimelineEvent[];
  objectives: ObjectiveSummary[];
  sources: SourceList['items'];
  problems: DefinitionProblems['items'];
  checked: CheckedDefinitions;
}

/** The backend of service levels, for the reader, as far as pages of alerts, sources and entities ask it. */
export class FakeServiceLevels
  implements
    Pick<
      ServiceLevelsApi,
      | 'listAlerts'
      | 'getAlert'
      | 'getAlertTimeline'
      | 'acknowledgeAlert'
      | 'listObjectives'
      | 'listSources'
      | 'listDefinitionProblems'
      | 'checkDefinitions'
    >
{
  readonly askedAlerts: ListAlerts[] = [];
  readonly askedObjectives: ListObjectives[] = [];
  readonly #answers: Partial<Answers>;

  constructor(answers: Partial<Answers> = {}) {
    this.#answers = answers;
  }

  async listAlerts(query: ListAlerts = {}): Promise<AlertPage> {
    this.askedAlerts.push(query);
    const { alerts: items = [] } = this.#answers;
    return { items, count: { value: items.length, capped: false } };
  }

  async getAlert(number: string): Promise<AlertDetail> {
    const found = this.#find(number);
    return {
      alert: { ...found },
      next: alertNextStep(found),
      actions: alertActions(found, {
        by: 'person',
        permitted: { acknowledge: true },
      }),
    };
  }

  async getAlertTimeline() {
    return { items: this.#answers.events ?? [] };
  }

  async acknowledgeAlert(number: string): Promise<AlertView> {
    const found = this.#find(number);
    if (found.acknowledged) {
      throw Object.assign(new Error(`${number} is taken`), {
        name: 'ConflictError',
        guard: 'acknowledged',
      });
    }
    const at = '2026-11-26T10:05:00.000Z';
    return Object.assign(found, { acknowledged: { by: reader, at } });
  }

  async listObjectives(query: ListObjectives = {}): Promise<ObjectivePage> {
    this.askedObjectives.push(query);
    const { objectives: items = [] } = this.#answers;
    return { items };
  }

  async listSources(): Promise<SourceList> {
    return { items: this.#answers.sources ?? [] };
  }

  async listDefinitionProblems(): Promise<DefinitionProblems> {
    return { items: this.#answers.problems ?? [] };
  }

  async checkDefinitions(): Promise<CheckedDefinitions> {
    return this.#answers.checked ?? { problems: [], objectives: [] };
  }

  #find(number: string): AlertView {
    const found = this.#answers.alerts?.find(each => each.number === number);
    if (!found) {
      throw Object.assign(new Error('There is none'), {
        name: 'NotFoundError',
      });
    }
    return found;
  }
}
