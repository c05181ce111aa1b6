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
  ErrorBudgetPolicySet,
  ErrorBudgetReplay,
  ErrorBudgetVerdict,
  ListAlerts,
  ListObjectives,
  ObjectivePage,
  ObjectiveSummary,
  ReplayErrorBudget,
  SourceList,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelsApi } from '../api';
import { correction, reader } from './objectives';

interface Answers {
  alerts: AlertView[];
  corrections: CorrectionView[];
  findings: ErrorBudgetVerdict['findings'];
  events: TimelineEvent[];
  objectives: ObjectiveSummary[];
  sources: SourceList['items'];
  problems: DefinitionProblems['items'];
  checked: CheckedDefinitions;
  policies: ErrorBudgetPolicySet;
  replay: ErrorBudgetReplay;
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
      | 'getCorrectionEvidence'
      | 'getLedgerStatus'
      | 'acknowledgeAlert'
      | 'listObjectives'
      | 'listSources'
      | 'listDefinitionProblems'
      | 'checkDefinitions'
      | 'judgeErrorBudget'
      | 'getErrorBudgetPolicies'
      | 'replayErrorBudget'
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

  async getCorrectionEvidence(number: string) {
    return new TextEncoder().encode(JSON.stringify({ of: number }));
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

  async getErrorBudgetPolicies(): Promise<ErrorBudgetPolicySet> {
    return (
      this.#answers.policies ?? {
        digest: 'sha256:0',
        policies: [],
        whenUnavailable: { allow: 'reliability', require: [] },
      }
    );
  }

  async replayErrorBudget(
    _draft: ReplayErrorBudget,
  ): Promise<ErrorBudgetReplay> {
    return (
      this.#answers.replay ?? {
        ...{ currentDigest: 'sha256:0', draftDigest: 'sha256:1' },
        ...{ n: 0, of: 0, differing: 0, rows: [] },
      }
    );
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
