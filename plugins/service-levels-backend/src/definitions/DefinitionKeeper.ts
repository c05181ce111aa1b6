import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { Journal, pluginCaller } from '@countersign/plugin-governance-node';
import {
  DefinitionProblem,
  readDuration,
  ServiceLevelEntries,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { AlertStore } from '../database/AlertStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { ProblemStore } from '../database/ProblemStore';
import { subjectOf } from '../services/subjects';
import { prepare, PreparedObjective } from './prepare';
import { readCatalog } from './readCatalog';

/** Keeps the objectives as the catalog has them. */
export class DefinitionKeeper {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      catalog: CatalogService;
      auth: AuthService;
      cmdb: CmdbService;
      logger: LoggerService;
      sources: ReadonlyMap<string, ServiceLevelSource>;
      objectives: ObjectiveStore;
      problems: ProblemStore;
      alerts: AlertStore;
    },
  ) {}

  /** @returns how many objectives are new, other than before, or gone */
  async refresh(): Promise<number> {
    const { catalog, auth, sources } = this.options;
    const files = await readCatalog(catalog, auth);
    const { objectives, problems } = prepare(files, sources);
    const known = await this.#knownItems(objectives);
    const missing = objectives
      .filter(({ component }) => !known.has(component))
      .map(
        ({ component, file, line }): DefinitionProblem => ({
          severity: 'warning',
          file,
          line,
          path: 'metadata.annotations',
          rule: 'component',
          message: `The catalog has no ${component}: the objective belongs to nobody`,
        }),
      );
    return this.#keep(objectives, known, [...problems, ...missing]);
  }

  async #knownItems(objectives: readonly PreparedObjective[]) {
    const refs = [...new Set(objectives.map(({ component }) => component))];
    const items = await this.options.cmdb.items(refs);
    return new Map(
      items.flatMap((item, i) =>
        item ? [[refs[i], { owner: item.owner, system: item.system }]] : [],
      ),
    );
  }

  #keep(
    wanted: readonly PreparedObjective[],
    items: ReadonlyMap<string, { owner?: string; system?: string }>,
    problems: readonly DefinitionProblem[],
  ): Promise<number> {
    const { journal, objectives, alerts } = this.options;
    return journal.run(pluginCaller('service-levels'), async unit => {
      const { trx, now } = unit;
      const standing = await objectives.lockAll(trx);
      let changes = 0;
      for (const each of wanted) {
        const { id } = each.objective;
        const before = standing.get(id);
        standing.delete(id);
        const owned = items.get(each.component) ?? {};
        const isSame = before?.digest === each.digest && !before.retired;
        await objectives.put(trx, each, owned, { before, now });
        if (isSame) continue;
        changes += 1;
        await unit.record(
          before && !before.retired ? 'objective.changed' : 'objective.defined',
          subjectOf(id),
          {
            digest: each.digest,
            target: each.objective.target,
            window: windowText(each),
            file: each.file,
          },
        );
      }
      for (const [id, { digest, retired }] of standing) {
        if (retired) continue;
        changes += 1;
        await objectives.retire(trx, id, now);
        await unit.record('objective.retired', subjectOf(id), { digest });
        await alerts.endAll(unit, id, 'retired');
      }
      await this.options.problems.replace(trx, problems);
      if (changes > 0) unit.refetch('service-levels');
      return changes;
    });
  }
}

function windowText({ objective }: PreparedObjective): string {
  const { count, unit } = objective.window.duration;
  const signs = ['m', 'h', 'd', 'w', 'M', 'Q', 'Y'];
  const sign = signs.find(each => readDuration(`1${each}`)?.unit === unit);
  return `${count}${sign}`;
}
