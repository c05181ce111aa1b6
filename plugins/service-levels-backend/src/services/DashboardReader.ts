import { scopeOf } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  DashboardAnswer,
  dashboardAnswer,
  DashboardScope,
} from '@countersign/plugin-governance-common';
import {
  ComponentList,
  objectiveDashboardFigures,
  SystemList,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { DashboardStore } from '../database/DashboardStore';

/** The figures of objectives on the dashboard. */
export class DashboardReader {
  constructor(
    private readonly options: {
      knex: Knex;
      cmdb: Pick<CmdbService, 'graph'>;
      store: DashboardStore;
      now(): Date;
    },
  ) {}

  /** How the objectives of each system stand. */
  async systems(): Promise<SystemList> {
    return { items: await this.options.store.systems(this.options.knex) };
  }

  /** How many objectives each component has. */
  async components(): Promise<ComponentList> {
    return { items: await this.options.store.components(this.options.knex) };
  }

  async figures(asked: DashboardScope): Promise<DashboardAnswer> {
    const { knex, cmdb, store, now } = this.options;
    const { team } = asked;
    const scope = team ? scopeOf(await cmdb.graph(), { team }) : {};
    const counts = await store.counts(knex, asked, scope);
    return dashboardAnswer(asked, {
      at: now().toISOString(),
      figures: objectiveDashboardFigures(asked, scope, counts),
    });
  }
}
