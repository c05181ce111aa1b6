import { itemsIn, scopeOf } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  DashboardAnswer,
  dashboardAnswer,
  DashboardScope,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';
import {
  countedIn,
  deliveryDashboardFigures,
  deliveryFigures,
  fallsInto,
  incidentDashboardFigures,
  incidentLists,
  listIncidentsSchema,
  narrowedBy,
  openProblemStates,
  periodsOf,
  problemReadPermission,
} from '@countersign/plugin-incident-management-common';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import { ActionItemStore } from '../database/ActionItemStore';
import { IncidentListStore, ListReader } from '../database/IncidentListStore';
import { ProblemStore } from '../database/ProblemStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { IncidentMemory, RememberedIncident } from './IncidentMemory';
import { MeasuredDeployments } from './MeasuredDeployments';
import { seenBy } from './seenBy';

/** The figures of incidents, problems and deployments on the dashboard, of what their reader may see. */
export class DashboardReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: IncidentAccess;
      plainAccess: PlainAccess;
      catalog: Pick<CatalogReader, 'graph'>;
      memory: IncidentMemory;
      list: Pick<IncidentListStore, 'lengths'>;
      problems: Pick<ProblemStore, 'countOf'>;
      actions: Pick<ActionItemStore, 'countOverdue'>;
      deployments: MeasuredDeployments;
    },
  ) {}

  async figures(
    caller: Caller,
    asked: DashboardScope,
  ): Promise<DashboardAnswer> {
    const { journal, access, list, problems, actions } = this.options;
    const { knex } = journal;
    const now = journal.now();
    const [reader, readsProblems, scope] = await Promise.all([
      access.reader(caller),
      this.options.plainAccess.may(caller, problemReadPermission),
      this.#scope(asked),
    ]);
    const lists = incidentLists(scope);
    const as: ListReader = {
      ref: caller.ref,
      now,
      readable: reader.rights.demandReading(),
      groups: reader.groups,
    };
    const [incidents, [open, urgent], overdueActions, openProblems] =
      await Promise.all([
        this.#seen(reader, scope, asked),
        list.lengths(
          knex,
          [lists.open, lists.urgent].map(({ team, entityRef, ...query }) => ({
            ...listIncidentsSchema.parse(query),
            // More than a request may name: what a scope comes to is not the caller's.
            team: team as string[] | undefined,
            entityRef: entityRef as string[] | undefined,
          })),
          as,
        ),
        actions.countOverdue(knex, scope, as),
        readsProblems
          ? problems.countOf(knex, { ...scope, state: openProblemStates })
          : undefined,
      ]);
    return dashboardAnswer(asked, {
      at: now.toISOString(),
      figures: incidentDashboardFigures({
        ...{ asked, scope, incidents, overdueActions },
        lengths: { open, urgent },
        ...(openProblems !== undefined && { openProblems }),
      }),
    });
  }

  async delivery(
    caller: Caller,
    asked: DashboardScope,
  ): Promise<DashboardAnswer> {
    const { journal, access, catalog, deployments } = this.options;
    const [reader, scope] = await Promise.all([
      access.reader(caller),
      this.#scope(asked),
    ]);
    const items = scope.teams
      ? itemsIn(await catalog.graph(), scope)
      : scope.items;
    // Two periods at once, each a request of its own: thousands of deployments take as long as their number.
    const periods = periodsOf(asked);
    const [incidents, ...found] = await Promise.all([
      this.#seen(reader, scope, asked),
      ...periods.map(({ from, to }) =>
        deployments.started(caller, { from, to }, items),
      ),
    ]);
    // As the page of figures counts them: what began before the period is of the one before.
    const [now, before] = periods.map((period, i) => {
      const of = { period, drills: false };
      return deliveryFigures(found[i].items, countedIn(incidents, of), of);
    });
    const problems = found.flatMap(({ problem }) => problem ?? []);
    return dashboardAnswer(asked, {
      at: journal.now().toISOString(),
      figures: deliveryDashboardFigures(asked, scope, now, before),
      ...(problems.length > 0 && { note: [...new Set(problems)].join(' ') }),
    });
  }

  async #scope(asked: DashboardScope): Promise<ResolvedScope> {
    if (!asked.team && !asked.system) return {};
    return scopeOf(await this.options.catalog.graph(), asked);
  }

  async #seen(
    reader: Reader,
    { teams, items }: ResolvedScope,
    asked: DashboardScope,
  ): Promise<RememberedIncident[]> {
    reader.rights.demandReading();
    const incidents = await this.options.memory.current();
    const isAsked = narrowedBy({
      ...(teams && { team: teams }),
      ...(items && { entityRef: items }),
    });
    const isSeen = seenBy(reader);
    const isInTime = fallsInto(asked);
    const seen: RememberedIncident[] = [];
    for (const each of incidents.values()) {
      if (isInTime(each) && isAsked(each) && isSeen(each)) seen.push(each);
    }
    return seen;
  }
}
