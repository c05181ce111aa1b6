import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  AskOptions,
} from '@countersign/plugin-governance-node';
import {
  AlertPage,
  ErrorBudgetVerdict,
  ErrorBudgetVerdicts,
  JudgeErrorBudget,
  JudgeErrorBudgets,
  ListAlerts,
  ListObjectives,
  ObjectiveDetail,
  ObjectiveHistory,
  ObjectivePage,
  ServiceLevelsClient,
} from '@countersign/plugin-service-levels-common';

const PLUGIN_ID = 'service-levels';

/** Service levels for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ServiceLevelsService {
  /** What error budgets demand of a change, now or at a moment of the past. */
  judgeErrorBudget(
    body: JudgeErrorBudget,
    options?: AskOptions,
  ): Promise<ErrorBudgetVerdict>;
  /** The same of up to 200 changes, in their order. */
  judgeErrorBudgets(
    body: JudgeErrorBudgets,
    options?: AskOptions,
  ): Promise<ErrorBudgetVerdicts>;
}

/** Objectives and what they counted, for other backends. */
export interface ServiceLevelFigures {
  listObjectives(
    query: ListObjectives,
    options?: AskOptions,
  ): Promise<ObjectivePage>;
  getObjective(id: string, options?: AskOptions): Promise<ObjectiveDetail>;
  /** What was counted in a time, in steps. */
  getHistory(
    id: string,
    range: { from: string; to: string },
    options?: AskOptions,
  ): Promise<ObjectiveHistory>;
  /** Alerts, the newest first. */
  listAlerts(query?: ListAlerts, options?: AskOptions): Promise<AlertPage>;
}

/** The HTTP API, called with service-to-service authentication. */
export class HttpServiceLevelsService
  extends AreaCalls<ServiceLevelsClient>
  implements ServiceLevelsService, ServiceLevelFigures
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: ServiceLevelsClient });
  }

  async judgeErrorBudget(body: JudgeErrorBudget, options?: AskOptions) {
    return this.client.judgeErrorBudget(body, await this.signed(options));
  }

  async judgeErrorBudgets(body: JudgeErrorBudgets, options?: AskOptions) {
    return this.client.judgeErrorBudgets(body, await this.signed(options));
  }

  async listObjectives(query: ListObjectives, options?: AskOptions) {
    return this.client.listObjectives(query, await this.signed(options));
  }

  async getObjective(id: string, options?: AskOptions) {
    return this.client.getObjective(id, await this.signed(options));
  }

  async getHistory(
    id: string,
    range: { from: string; to: string },
    options?: AskOptions,
  ) {
    return this.client.getHistory(id, range, await this.signed(options));
  }

  async listAlerts(query: ListAlerts = {}, options?: AskOptions) {
    return this.client.listAlerts(query, await this.signed(options));
  }
}

/** Service levels for other backends; works without registration. */
export const serviceLevelsServiceRef = areaServiceRef<
  ServiceLevelsService & ServiceLevelFigures
>(PLUGIN_ID, HttpServiceLevelsService);
