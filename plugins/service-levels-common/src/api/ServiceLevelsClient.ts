import {
  CallOptions,
  DashboardAnswer,
  DashboardQuery,
  JsonClient,
  segment,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { LedgerStatus } from '@countersign/plugin-ledger-common';
import { z } from 'zod';
import {
  AcknowledgeRequest,
  AlertDetail,
  AlertPage,
  AlertTimeline,
  AlertView,
  ListAlerts,
} from './alerts';
import { BurnDown, BurnDownView, BurnRates } from './burnDown';
import {
  confirmCorrectionSchema,
  CorrectionPage,
  CorrectionView,
  EnterCorrection,
  listCorrectionsQuerySchema,
  withdrawCorrectionSchema,
} from './corrections';
import {
  CheckedDefinitions,
  checkDefinitionsSchema,
  problemListSchema,
} from './definitions';
import { ErrorBudgetClient } from './errorBudget';
import { CountedSteps, Explanation } from './explanation';
import { FaultList, ListFaults } from './faults';
import {
  ComponentList,
  historyQuerySchema,
  listObjectivesQuerySchema,
  ObjectiveDetail,
  ObjectiveHistory,
  objectivePageSchema,
  SystemList,
} from './objectives';
import { sourceListSchema } from './sources';

export type ListObjectives = z.input<typeof listObjectivesQuerySchema>;
export type ObjectivePage = z.infer<typeof objectivePageSchema>;
export type ListCorrections = z.input<typeof listCorrectionsQuerySchema>;
export type ConfirmCorrection = z.input<typeof confirmCorrectionSchema>;
export type WithdrawCorrection = z.input<typeof withdrawCorrectionSchema>;
export type CheckDefinitions = z.input<typeof checkDefinitionsSchema>;
export type DefinitionProblems = z.infer<typeof problemListSchema>;
export type SourceList = z.infer<typeof sourceListSchema>;

/** The HTTP API of service levels, typed: for pages, other backends and the command line. */
export class ServiceLevelsClient extends ErrorBudgetClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    super(options);
    this.#client = new JsonClient(options);
  }

  listObjectives(query: ListObjectives = {}, options?: CallOptions) {
    return this.#client.get<ObjectivePage>('/objectives', query, options);
  }

  /** How the objectives of each system stand. */
  listSystems(options?: CallOptions) {
    return this.#client.get<SystemList>('/systems', {}, options);
  }

  /** How many objectives each component has. */
  listComponents(options?: CallOptions) {
    return this.#client.get<ComponentList>('/components', {}, options);
  }

  /** The figures of the dashboard. */
  getDashboard(query: DashboardQuery, options?: CallOptions) {
    return this.#client.get<DashboardAnswer>('/dashboard', query, options);
  }

  getObjective(id: string, options?: CallOptions) {
    return this.#client.get<ObjectiveDetail>(pathOf(id), {}, options);
  }

  getHistory(
    id: string,
    query: z.input<typeof historyQuerySchema>,
    options?: CallOptions,
  ) {
    return this.#client.get<ObjectiveHistory>(
      `${pathOf(id)}/history`,
      query,
      options,
    );
  }

  getBurnDown(
    id: string,
    query: { view?: BurnDownView } = {},
    options?: CallOptions,
  ) {
    return this.#client.get<BurnDown>(
      `${pathOf(id)}/burn-down`,
      query,
      options,
    );
  }

  getBurnRates(
    id: string,
    query: { pair?: number } = {},
    options?: CallOptions,
  ) {
    return this.#client.get<BurnRates>(
      `${pathOf(id)}/burn-rates`,
      query,
      options,
    );
  }

  /** How the figures of an objective come from what was counted. */
  getExplanation(id: string, options?: CallOptions) {
    return this.#client.get<Explanation>(
      `${pathOf(id)}/explanation`,
      {},
      options,
    );
  }

  /** What was counted in a time, in the finest steps that are still kept. */
  getCountedSteps(
    id: string,
    query: { from: string; to: string },
    options?: CallOptions,
  ) {
    return this.#client.get<CountedSteps>(
      `${pathOf(id)}/counted-steps`,
      query,
      options,
    );
  }

  /** The faults that a component said were switched on in it. */
  listFaults(query: ListFaults, options?: CallOptions) {
    return this.#client.get<FaultList>('/faults', query, options);
  }

  listAlerts(query: ListAlerts = {}, options?: CallOptions) {
    return this.#client.get<AlertPage>('/alerts', query, options);
  }

  getAlert(number: string, options?: CallOptions) {
    return this.#client.get<AlertDetail>(alertPath(number), {}, options);
  }

  getAlertTimeline(
    number: string,
    query: TimelineQuery = {},
    options?: CallOptions,
  ) {
    return this.#client.get<AlertTimeline>(
      `${alertPath(number)}/timeline`,
      query,
      options,
    );
  }

  acknowledgeAlert(
    number: string,
    body: AcknowledgeRequest,
    options?: CallOptions,
  ) {
    return this.#client.post<AlertView>(
      `${alertPath(number)}/acknowledge`,
      body,
      options,
    );
  }

  /** The evidence bundle of an alert, as the exact bytes that `countersign verify` checks. */
  getAlertEvidence(number: string, options?: CallOptions) {
    return this.#client.bytes(`${alertPath(number)}/evidence`, {}, options);
  }

  /** The evidence bundle of a correction, as the exact bytes that `countersign verify` checks. */
  getCorrectionEvidence(number: string, options?: CallOptions) {
    return this.#client.bytes(
      `${correctionPath(number)}/evidence`,
      {},
      options,
    );
  }

  /** The evidence bundle of an objective for a time, as the exact bytes that `countersign verify` checks. */
  getObjectiveEvidence(
    id: string,
    query: { from?: string; to?: string } = {},
    options?: CallOptions,
  ) {
    return this.#client.bytes(`${pathOf(id)}/evidence`, query, options);
  }

  getLedgerStatus(options?: CallOptions) {
    return this.#client.get<LedgerStatus>('/ledger', {}, options);
  }

  listCorrections(query: ListCorrections = {}, options?: CallOptions) {
    return this.#client.get<CorrectionPage>('/corrections', query, options);
  }

  getCorrection(number: string, options?: CallOptions) {
    return this.#client.get<CorrectionView>(
      correctionPath(number),
      {},
      options,
    );
  }

  enterCorrection(body: EnterCorrection, options?: CallOptions) {
    return this.#client.post<CorrectionView>('/corrections', body, options);
  }

  confirmCorrection(
    number: string,
    body: ConfirmCorrection,
    options?: CallOptions,
  ) {
    return this.#client.post<CorrectionView>(
      `${correctionPath(number)}/confirm`,
      body,
      options,
    );
  }

  withdrawCorrection(
    number: string,
    body: WithdrawCorrection,
    options?: CallOptions,
  ) {
    return this.#client.post<CorrectionView>(
      `${correctionPath(number)}/withdraw`,
      body,
      options,
    );
  }

  listDefinitionProblems(options?: CallOptions) {
    return this.#client.get<DefinitionProblems>(
      '/definition-problems',
      {},
      options,
    );
  }

  /** What definitions would make; nothing is kept of them. */
  checkDefinitions(body: CheckDefinitions, options?: CallOptions) {
    return this.#client.post<CheckedDefinitions>(
      '/definitions/check',
      body,
      options,
    );
  }

  listSources(options?: CallOptions) {
    return this.#client.get<SourceList>('/sources', {}, options);
  }
}

function alertPath(number: string): string {
  return `/alerts/${segment(number)}`;
}

function correctionPath(number: string): string {
  return `/corrections/${segment(number)}`;
}

function pathOf(id: string): string {
  return `/objectives/${segment(id)}`;
}
