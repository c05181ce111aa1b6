import {
  DrillPlan,
  DrillRule,
  PastDrill,
  planDrills,
} from '@countersign/plugin-chaos-drills-common';
import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillAccess } from '../access';
import { DrillStore } from '../database/DrillStore';
import { JournalStore } from '../database/JournalStore';
import { ServiceStore } from '../database/ServiceStore';
import { DrillJournal } from '../unit';

/** Journals of other tools that are looked at: the last ones that ended. */
const MOST_JOURNALS = 5000;

/** Says which service has to be drilled when, from the catalog, the rules, and what was drilled. */
export class PlanReader {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: DrillStore;
      journals: JournalStore;
      services: ServiceStore;
      catalog: Pick<CatalogReader, 'graph'>;
      access: DrillAccess;
      rules: readonly DrillRule[];
    },
  ) {}

  async read(caller: Caller): Promise<DrillPlan> {
    await this.options.access.demandReading(caller);
    return { items: await this.due() };
  }

  /** What has to be drilled first of one service, for whoever may read it: however many others there are. */
  async firstOf(
    caller: Caller,
    entity: string,
  ): Promise<DrillPlan['items'][number] | undefined> {
    await this.options.access.demandReading(caller);
    const graph = await this.options.catalog.graph();
    const item = graph.item(entity);
    return (await this.#due(item ? [item] : [], entity)).at(0);
  }

  /** All that has to be drilled, for the portal itself. */
  async due(): Promise<DrillPlan['items']> {
    const graph = await this.options.catalog.graph();
    return this.#due(graph.items());
  }

  /** @param only - Of which past drills count: of all where it is absent. */
  async #due(
    items: Iterable<ConfigurationItem>,
    only?: string,
  ): Promise<DrillPlan['items']> {
    const { rules, journal, services } = this.options;
    const tiers = this.#tiers(items);
    if (tiers.size === 0) return [];
    const since = await services.since(
      journal.knex,
      [...tiers.keys()],
      journal.now(),
    );
    const due = planDrills(
      rules,
      [...tiers].map(([entity, tier]) => ({
        ...{ entity, tier },
        since: since.get(entity) ?? journal.now().toISOString(),
      })),
      await this.#past(only),
      journal.now().toISOString(),
    );
    return due.map(item => ({ ...item, tier: tiers.get(item.entity) ?? '' }));
  }

  /** The services among them that a rule is about, with their tiers. */
  #tiers(items: Iterable<ConfigurationItem>): Map<string, string> {
    const wanted = new Set(this.options.rules.map(({ tier }) => tier));
    const found = new Map<string, string>();
    for (const { entityRef, kind, tier } of items) {
      const isService = kind.toLowerCase() === 'component';
      if (isService && tier && wanted.has(tier)) {
        found.set(entityRef, tier);
      }
    }
    return found;
  }

  /** Drills of this portal, and those that other tools played. */
  async #past(only?: string): Promise<PastDrill[]> {
    const { drills, journals, journal } = this.options;
    const [own, others] = await Promise.all([
      drills.lastPlayed(journal.knex, only),
      journals.list(journal.knex, MOST_JOURNALS, only),
    ]);
    return [
      ...own.map(drill => ({ ...drill, counts: true })),
      ...others.map(({ entity, scenario, endedAt, status }) => ({
        ...{ entity, scenario, endedAt },
        counts: status === 'completed',
      })),
    ];
  }
}
