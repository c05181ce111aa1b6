import { Caller } from '@countersign/plugin-governance-node';
import {
  countedIn,
  DeploymentFigure,
  DeploymentRecords,
  deploymentsBehind,
  FigureRecords,
  IncidentFigure,
  hitRate,
  incidentMetrics,
  IncidentMetricsAnswer,
  incidentsBehind,
  metricsQuerySchema,
  MetricsScope,
  narrowedBy,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentMetricsStore } from '../database/IncidentMetricsStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { IncidentMemory } from './IncidentMemory';
import { FoundDeployments, MeasuredDeployments } from './MeasuredDeployments';
import { askedPeriod } from './period';
import { seenBy } from './seenBy';

type Asked = z.output<typeof metricsQuerySchema>;

const MOST_RECORDS = 500;

const nothing: FoundDeployments = { items: [] };

/** The figures of incidents and deployments, of what their reader may see. */
export class MetricsReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: IncidentAccess;
      memory: IncidentMemory;
      store: IncidentMetricsStore;
      deployments: MeasuredDeployments;
    },
  ) {}

  async report(caller: Caller, asked: Asked): Promise<IncidentMetricsAnswer> {
    const [{ scope, counted }, deployments] = await Promise.all([
      this.counted(caller, asked),
      this.#deployed(caller, asked),
    ]);
    const now = this.options.journal.now().toISOString();
    return {
      ...incidentMetrics(counted, deployments.items, scope, now),
      ...(deployments.problem !== undefined && {
        deliveryProblem: deployments.problem,
      }),
      suspects: hitRate(counted.map(({ causes }) => causes)),
    };
  }

  /** The incidents behind a figure, the longest first. */
  async figure(
    caller: Caller,
    figure: IncidentFigure,
    asked: Asked,
  ): Promise<FigureRecords> {
    const { journal, store } = this.options;
    const { scope, counted } = await this.counted(caller, asked);
    const deployed =
      figure === 'recoveryTime' ? await this.#deployed(caller, asked) : nothing;
    const records = incidentsBehind(figure, counted, deployed.items, scope);
    const shown = records.slice(0, MOST_RECORDS);
    const titles = await store.titles(
      journal.knex,
      shown.map(({ number }) => number),
    );
    return {
      items: shown.map(each => ({
        ...each,
        title: titles.get(each.number) ?? each.number,
      })),
      count: records.length,
    };
  }

  /** The deployments behind a figure. */
  async deployments(
    caller: Caller,
    figure: DeploymentFigure,
    asked: Asked,
  ): Promise<DeploymentRecords> {
    const [{ scope, counted }, deployments] = await Promise.all([
      this.counted(caller, asked),
      this.#deployed(caller, asked),
    ]);
    const records = deploymentsBehind(
      figure,
      deployments.items,
      counted,
      scope,
    );
    return {
      items: records.slice(0, MOST_RECORDS),
      count: records.length,
      ...(deployments.problem !== undefined && {
        problem: deployments.problem,
      }),
    };
  }

  /** What counts of that which the caller may see. */
  async counted(caller: Caller, asked: Asked) {
    const { access, memory } = this.options;
    const scope = this.#scope(asked);
    const reader = await access.reader(caller);
    reader.rights.demandReading();
    const incidents = await memory.current();
    const isAsked = narrowedBy(asked);
    const isSeen = seenBy(reader);
    const counted = countedIn(incidents.values(), scope).filter(
      each => isAsked(each) && isSeen(each),
    );
    return { scope, counted };
  }

  async #deployed(caller: Caller, asked: Asked): Promise<FoundDeployments> {
    const { period } = this.#scope(asked);
    const { service, entityRef } = asked;
    return this.options.deployments.started(
      caller,
      period,
      service ?? entityRef,
    );
  }

  #scope(asked: Asked): MetricsScope {
    const period = askedPeriod(asked, this.options.journal.now());
    return { period, drills: asked.drills ?? false };
  }
}
