import { drillDashboardFigures } from '@countersign/plugin-chaos-drills-common';
import { itemsIn, scopeOf } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  DashboardAnswer,
  dashboardAnswer,
  DashboardScope,
} from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillAccess } from '../access';
import { DrillStore } from '../database/DrillStore';
import { DrillJournal } from '../unit';
import { PlanReader } from './PlanReader';

/** The figures of drills on the dashboard. */
export class DashboardReader {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: Pick<DrillStore, 'counts'>;
      plan: Pick<PlanReader, 'due'>;
      catalog: Pick<CatalogReader, 'graph'>;
      access: DrillAccess;
    },
  ) {}

  async figures(
    caller: Caller,
    asked: DashboardScope,
  ): Promise<DashboardAnswer> {
    const { access, journal, drills, plan, catalog } = this.options;
    await access.demandReading(caller);
    const { previousFrom, from, to } = asked;
    const items = await this.#items(catalog, asked);
    const { knex } = journal;
    const [now, before, wanted] = await Promise.all([
      drills.counts(knex, { from, to }, items),
      drills.counts(knex, { from: previousFrom, to: from }, items),
      plan.due(),
    ]);
    const among = items && new Set(items);
    const at = journal.now().toISOString();
    return dashboardAnswer(asked, {
      at,
      figures: drillDashboardFigures({
        ...{ asked, at },
        ...(items && { items }),
        counts: { now, before },
        due: among ? wanted.filter(({ entity }) => among.has(entity)) : wanted,
      }),
    });
  }

  async #items(
    catalog: Pick<CatalogReader, 'graph'>,
    asked: DashboardScope,
  ): Promise<string[] | undefined> {
    if (!asked.team && !asked.system) return undefined;
    const graph = await catalog.graph();
    return itemsIn(graph, scopeOf(graph, asked));
  }
}
