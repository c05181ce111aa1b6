import { stringifyError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Deployment } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  countsIn,
  DurationFigure,
  FigureRecords,
  hitRate,
  incidentMetrics,
  IncidentMetricsAnswer,
  MeasuredDeployment,
  metricsQuerySchema,
  recordsOf,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentMetricsStore } from '../database/IncidentMetricsStore';
import { IncidentJournal } from './IncidentKeeper';

type Asked = z.output<typeof metricsQuerySchema>;

const DEFAULT_MS = 90 * 86_400_000;
const LONGEST_MS = 5 * 366 * 86_400_000;
/** A page of deployments, and so many of them at most. */
const PAGE = 200;
const MOST_PAGES = 25;
/** An emergency may be deployed long after it was opened. */
const EMERGENCIES_REACH_MS = 30 * 86_400_000;
const MOST_RECORDS = 500;

/** The figures of incidents and deployments. */
export class MetricsReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: IncidentAccess;
      store: IncidentMetricsStore;
      changes: Pick<ChangeManagementService, 'listChanges' | 'listDeployments'>;
      /** The environment that figures of deployments are about. */
      production: string;
      logger: LoggerService;
    },
  ) {}

  async report(caller: Caller, asked: Asked): Promise<IncidentMetricsAnswer> {
    const scope = this.#scope(asked);
    const [incidents, deployments] = await Promise.all([
      this.#measured(caller, asked, scope.period),
      this.#deployments(caller, asked, scope.period),
    ]);
    const now = this.options.journal.now().toISOString();
    const counted = incidents.filter(each => countsIn(each, scope));
    return {
      ...incidentMetrics(incidents, deployments.items, scope, now),
      ...(deployments.problem !== undefined && {
        deliveryProblem: deployments.problem,
      }),
      suspects: hitRate(counted.map(({ causes }) => causes)),
    };
  }

  /** The incidents behind a figure, the longest first. */
  async figure(
    caller: Caller,
    figure: DurationFigure,
    asked: Asked,
  ): Promise<FigureRecords> {
    const scope = this.#scope(asked);
    const incidents = await this.#measured(caller, asked, scope.period);
    const titles = new Map(incidents.map(each => [each.number, each.title]));
    const records = recordsOf(
      figure,
      incidents.filter(each => countsIn(each, scope)),
    ).sort((a, b) => b.seconds - a.seconds || (a.number < b.number ? -1 : 1));
    return {
      items: records
        .slice(0, MOST_RECORDS)
        .map(each => ({ ...each, title: titles.get(each.number)! })),
      count: records.length,
    };
  }

  #scope({ from, to, drills = false }: Asked) {
    const end = to ?? this.options.journal.now().toISOString();
    const start = from ?? new Date(Date.parse(end) - DEFAULT_MS).toISOString();
    if (Date.parse(start) >= Date.parse(end)) {
      throw wrongField('to', 'must be after from');
    }
    if (Date.parse(end) - Date.parse(start) > LONGEST_MS) {
      throw wrongField('from', 'must be five years before to, at most');
    }
    return { period: { from: start, to: end }, drills };
  }

  async #measured(
    caller: Caller,
    asked: Asked,
    period: { from: string; to: string },
  ) {
    const { access, store, journal } = this.options;
    const { rights, groups } = await access.reader(caller);
    if (rights.readsNothing) return [];
    return store.measured(
      journal.knex,
      { ...asked, ...period },
      { readable: rights.readable, groups },
    );
  }

  async #deployments(
    caller: Caller,
    { service, entityRef }: Asked,
    { from, to }: { from: string; to: string },
  ): Promise<{ items: MeasuredDeployment[]; problem?: string }> {
    const { changes, production, logger } = this.options;
    const asCaller = { credentials: caller.credentials };
    const item = service ?? entityRef;
    try {
      const emergencies = await this.#emergencies(caller, from, to);
      const found: Deployment[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await changes.listDeployments(
          { item, startedFrom: from, startedTo: to, limit: PAGE, cursor },
          asCaller,
        );
        found.push(...answer.items);
        cursor = answer.nextCursor;
        if (cursor === undefined) break;
      }
      return {
        items: found
          .filter(({ environment }) => environment === production)
          .map(each => measured(each, emergencies)),
        ...(cursor !== undefined && {
          problem: `Only the newest ${found.length} deployments are counted. Choose a shorter period.`,
        }),
      };
    } catch (error) {
      logger.warn(
        `The figures of deployments could not be read: ${stringifyError(
          error,
        )}`,
      );
      return {
        items: [],
        problem: 'Deployments cannot be read now. Try again.',
      };
    }
  }

  async #emergencies(caller: Caller, from: string, to: string) {
    const { items } = await this.options.changes.listChanges(
      {
        type: ['emergency'],
        createdFrom: new Date(
          Date.parse(from) - EMERGENCIES_REACH_MS,
        ).toISOString(),
        createdTo: to,
        limit: PAGE,
      },
      { credentials: caller.credentials },
    );
    return new Set(items.map(({ number }) => number));
  }
}

function measured(
  deployment: Deployment,
  emergencies: ReadonlySet<string>,
): MeasuredDeployment {
  const { id, outcome, startedAt, finishedAt, reconciliation } = deployment;
  const change = reconciliation.retrospectiveChange ?? deployment.changeNumber;
  return {
    id,
    ...(change !== undefined && { change }),
    outcome,
    startedAt,
    finishedAt,
    isRework: change !== undefined && emergencies.has(change),
  };
}
