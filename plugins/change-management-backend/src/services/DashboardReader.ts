import {
  countedFigures,
  figureOf,
  listChangesQuerySchema,
  listsOf,
} from '@countersign/plugin-change-management-common';
import { scopeOf } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  DashboardAnswer,
  dashboardAnswer,
  DashboardScope,
} from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { ListFilter } from '../database/listFilter';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
import { Journal } from './Journal';

/** The figures of changes on the dashboard, of what their reader may see: counted by the filters of the list. */
export class DashboardReader {
  constructor(
    private readonly options: {
      stores: Stores;
      journal: Journal;
      authorizer: Authorizer;
      catalog: CatalogReader;
      settings: Pick<Settings, 'demo'>;
    },
  ) {}

  async figures(
    caller: Caller,
    asked: DashboardScope,
  ): Promise<DashboardAnswer> {
    const { stores, journal, authorizer, catalog, settings } = this.options;
    const now = journal.now();
    const [rights, scope] = await Promise.all([
      authorizer.rights(caller),
      this.#isNarrowed(asked)
        ? catalog.graph().then(graph => scopeOf(graph, asked))
        : {},
    ]);
    const readable = rights.demandReading();
    const at = now.toISOString();
    const figures = countedFigures({
      ...asked,
      ...scope,
      includeDemo: settings.demo,
      now: at,
    });
    const lists = figures.map(listsOf);
    const lengths = await stores.lists.lengths(
      journal.knex,
      lists.flat().map(filterOf),
      { now, readable },
    );
    return dashboardAnswer(asked, {
      at,
      figures: figures.map((figure, i) => {
        const own = lengths.splice(0, lists[i].length);
        return figureOf(figure, own, scope);
      }),
    });
  }

  #isNarrowed({ team, system }: DashboardScope): boolean {
    return team !== undefined || system !== undefined;
  }
}

/** Of more groups and items than a request may name: what they come to is not the caller's. */
function filterOf({
  team,
  item,
  ...query
}: ReturnType<typeof listsOf>[number]): ListFilter {
  return {
    ...listChangesQuerySchema.parse(query),
    team: team as ListFilter['team'],
    item: item as ListFilter['item'],
  };
}
