import { CallOptions } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  alertActions,
  alertNextStep,
  AlertDetail,
  AlertPage,
  AlertView,
  CheckedDefinitions,
  CorrectionPage,
  CorrectionView,
  DefinitionProblems,
  EnterCorrection,
  ErrorBudgetVerdict,
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

/** A correction of it that waits for somebody who has no part in the service. */
export function correction(
  fields: Partial<CorrectionView> = {},
): CorrectionView {
  return {
    number: 'COR0000003',
    kind: 'maintenance',
    reason: 'The database moved.',
    objectives: ['checkout-availability'],
    window: {
      start: '2026-11-26T02:00:00.000Z',
      end: '2026-11-26T03:00:00.000Z',
    },
    timeZone: 'Europe/Berlin',
    entered: { by: 'user:default/ada', at: '2026-11-26T09:00:00.000Z' },
    state: 'waits',
    because: 'Nobody who has no part in the service has confirmed it.',
    ledgerEntry: '0199c0de-0000-7000-8000-000000000001',
    actions: [
      { verb: 'confirm', allowed: true },
      { verb: 'withdraw', allowed: true },
    ],
    ...fields,
  };
}

interface Answers {
  alerts: AlertView[];
  corrections: CorrectionView[];
  findings: ErrorBudgetVerdict['findings'];
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
      | 'getAlertEvidence'
      | 'getLedgerStatus'
      | 'acknowledgeAlert'
      | 'listObjectives'
      | 'listSources'
      | 'listDefinitionProblems'
      | 'checkDefinitions'
      | 'judgeErrorBudget'
      | 'listCorrections'
      | 'getCorrection'
      | 'enterCorrection'
      | 'confirmCorrection'
      | 'withdrawCorrection'
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

  async getAlertEvidence() {
    return new TextEncoder().encode('{}');
  }

  async getLedgerStatus() {
    return {
      origin: 'countersign/service-levels',
      treeSize: 2,
      pending: 0,
      verifierKeys: ['countersign/service-levels+1a2b3c4d+AbCd'],
    };
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
    return {
      items,
      count: { value: items.length, capped: false },
      states: {},
      owners: [],
      systems: [],
    };
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

  async judgeErrorBudget(): Promise<ErrorBudgetVerdict> {
    const { findings = [] } = this.#answers;
    const isStrict = findings.some(({ allow }) => allow === 'reliability');
    return {
      at: '2026-11-26T10:00:00.000Z',
      policyDigest: 'sha256:0',
      allow: isStrict ? 'reliability' : 'any',
      require: [],
      findings,
    };
  }

  async listCorrections(): Promise<CorrectionPage> {
    return { items: this.#answers.corrections ?? [] };
  }

  async getCorrection(number: string): Promise<CorrectionView> {
    return { ...this.#correction(number) };
  }

  async enterCorrection(
    { kind, reason, window }: EnterCorrection,
    _options?: CallOptions,
  ) {
    const entered = correction({
      number: 'COR0000004',
      kind,
      reason,
      ...(window && { window }),
    });
    this.#answers.corrections = [entered, ...(this.#answers.corrections ?? [])];
    return entered;
  }

  async confirmCorrection(number: string) {
    return this.#settle(number, { state: 'counts' });
  }

  async withdrawCorrection(number: string) {
    return this.#settle(number, { state: 'withdrawn' });
  }

  #settle(number: string, fields: Partial<CorrectionView>) {
    return Object.assign(this.#correction(number), fields, {
      because: undefined,
      actions: [],
    });
  }

  #correction(number: string): CorrectionView {
    const found = this.#answers.corrections?.find(
      each => each.number === number,
    );
    if (!found) throw missing();
    return found;
  }

  #find(number: string): AlertView {
    const found = this.#answers.alerts?.find(each => each.number === number);
    if (!found) throw missing();
    return found;
  }
}

function missing(): Error {
  return Object.assign(new Error('There is none'), { name: 'NotFoundError' });
}
