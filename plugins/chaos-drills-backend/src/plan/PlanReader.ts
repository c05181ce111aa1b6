import {
  DrillPlan,
  DrillRule,
  PastDrill,
  planDrills,
} from '@countersign/plugin-chaos-drills-common';
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

  /** All that has to be drilled, for the portal itself. */
  async due(): Promise<DrillPlan['items']> {
    const { rules, journal, services } = this.options;
    const tiers = await this.#tiers(rules.map(({ tier }) => tier));
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
      await this.#past(),
      journal.now().toISOString(),
    );
    return due.map(item => ({ ...item, tier: tiers.get(item.entity) ?? '' }));
  }

  /** The services of the catalog that a rule is about, with their tiers. */
  async #tiers(wanted: readonly string[]): Promise<Map<string, string>> {
    const graph = await this.options.catalog.graph();
    const found = new Map<string, string>();
    for (const { entityRef, kind, tier } of graph.items()) {
      const isService = kind.toLowerCase() === 'component';
      if (isService && tier && wanted.includes(tier)) {
        found.set(entityRef, tier);
      }
    }
    return found;
  }

  /** Drills of this portal, and those that other tools played. */
  async #past(): Promise<PastDrill[]> {
    const { drills, journals, journal } = this.options;
    const [own, others] = await Promise.all([
      drills.lastPlayed(journal.knex),
      journals.list(journal.knex, MOST_JOURNALS),
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
