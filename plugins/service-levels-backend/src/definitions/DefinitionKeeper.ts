import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Journal, pluginCaller } from '@countersign/plugin-governance-node';
import {
  Ceiling,
  DefinitionProblem,
  exact,
  durationText,
  ServiceLevelEntries,
  SourceFile,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { AlertHerald } from '../alerts/AlertHerald';
import { AlertStore } from '../database/AlertStore';
import {
  Belonging,
  keptDigest,
  ObjectiveStore,
} from '../database/ObjectiveStore';
import { ProblemStore } from '../database/ProblemStore';
import { excessivePromises } from '../services/Ceilings';
import { subjectOf } from '../services/subjects';
import { prepare, PreparedObjective } from './prepare';
import { readCatalog } from './readCatalog';

type Prepared = ReturnType<typeof prepare>;

/** Keeps the objectives as the catalog has them. */
export class DefinitionKeeper {
  #last: { digest: string; made: Prepared } | undefined;
  #lastExcess:
    | {
        graph: CmdbGraph;
        objectives: readonly PreparedObjective[];
        problems: DefinitionProblem[];
      }
    | undefined;

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
      herald: AlertHerald;
      /** Names of webhook targets that configuration knows. */
      targets: ReadonlySet<string>;
    },
  ) {}

  /** @returns how many objectives are new, other than before, or gone */
  async refresh(): Promise<number> {
    const { catalog, auth } = this.options;
    const files = await readCatalog(catalog, auth);
    const { objectives, problems } = this.#prepared(files);
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
    const excessive = this.#excessive(objectives, await this.#graph());
    return this.#keep(objectives, known, [
      ...problems,
      ...missing,
      ...excessive,
    ]);
  }

  /** Reading thousands of definitions takes seconds: what is written as before is not read again. */
  #prepared(files: readonly SourceFile[]): Prepared {
    const digest = digestOf(files);
    if (this.#last?.digest !== digest) {
      const made = prepare(files, this.options.sources, this.options.targets);
      this.#last = { digest, made };
    }
    return this.#last.made;
  }

  /** Without the catalog nobody knows what depends on what: that keeps no definition out. */
  async #graph(): Promise<CmdbGraph | undefined> {
    return this.options.cmdb.graph().catch(() => undefined);
  }

  /** Promises that no critical dependency lets anybody keep. */
  #excessive(
    objectives: readonly PreparedObjective[],
    graph: CmdbGraph | undefined,
  ): DefinitionProblem[] {
    if (!graph) return [];
    if (
      this.#lastExcess?.graph === graph &&
      this.#lastExcess.objectives === objectives
    ) {
      return this.#lastExcess.problems;
    }
    const found = excessivePromises(
      graph,
      objectives.map(({ component, objective: { id, target } }) => ({
        ...{ id, component, target },
      })),
    );
    const problems = objectives.flatMap(each => {
      const ceiling = found.get(each.objective.id);
      return ceiling ? [excessProblem(each, ceiling)] : [];
    });
    this.#lastExcess = { graph, objectives, problems };
    return problems;
  }

  async #knownItems(objectives: readonly PreparedObjective[]) {
    const refs = [...new Set(objectives.map(({ component }) => component))];
    const items = await this.options.cmdb.items(refs);
    return new Map(
      items.flatMap((item, i) =>
        item
          ? [[refs[i], { owner: kept(item.owner), system: kept(item.system) }]]
          : [],
      ),
    );
  }

  async #keep(
    wanted: readonly PreparedObjective[],
    items: ReadonlyMap<string, Belonging>,
    problems: readonly DefinitionProblem[],
  ): Promise<number> {
    const { journal, objectives } = this.options;
    const known = await objectives.known(journal.knex);
    const belonging = (each: PreparedObjective) =>
      items.get(each.component) ?? {};
    const other = wanted.filter(each => {
      const before = known.get(each.objective.id);
      return (
        !before ||
        before.retired ||
        before.keptDigest !== keptDigest(each, belonging(each))
      );
    });
    const names = new Set(wanted.map(({ objective }) => objective.id));
    const gone = [...known].flatMap(([id, { retired }]) =>
      retired || names.has(id) ? [] : [id],
    );
    const told = await this.options.problems.list(journal.knex);
    const isSame = digestOf(told) === digestOf(problems);
    if (other.length === 0 && gone.length === 0 && isSame) return 0;
    return this.#write({ other, gone, problems, belonging });
  }

  #write(changes: {
    other: readonly PreparedObjective[];
    gone: readonly string[];
    problems: readonly DefinitionProblem[];
    belonging: (each: PreparedObjective) => Belonging;
  }): Promise<number> {
    const { other, gone, problems, belonging } = changes;
    const { journal, objectives, alerts } = this.options;
    return journal.run(pluginCaller('service-levels'), async unit => {
      const { trx, now } = unit;
      const standing = await objectives.lock(trx, [
        ...other.map(({ objective }) => objective.id),
        ...gone,
      ]);
      await objectives.define(
        trx,
        other.flatMap(prepared =>
          standing.has(prepared.objective.id)
            ? []
            : [{ prepared, owned: belonging(prepared) }],
        ),
        now,
      );
      let changed = 0;
      for (const each of other) {
        const { id, window } = each.objective;
        const before = standing.get(id);
        if (before) {
          const owned = belonging(each);
          await objectives.redefine(trx, each, owned, { before, now });
        }
        // Another line of the file or another owner is no other promise.
        if (before?.digest === each.digest && !before.retired) continue;
        changed += 1;
        await unit.record(
          before && !before.retired ? 'objective.changed' : 'objective.defined',
          subjectOf(id),
          {
            digest: each.digest,
            target: each.objective.target,
            window: durationText(window.duration),
            file: each.file,
          },
        );
      }
      for (const id of gone) {
        const before = standing.get(id);
        if (!before || before.retired) continue;
        changed += 1;
        await objectives.retire(trx, id, now);
        await unit.record('objective.retired', subjectOf(id), {
          digest: before.digest,
        });
        for (const ended of await alerts.endAll(unit, id, 'retired')) {
          await this.options.herald.tellOf(unit, ended, 'resolved');
        }
      }
      await this.options.problems.replace(trx, problems);
      unit.refetch('service-levels');
      return changed;
    });
  }
}

function excessProblem(
  { objective, file, line }: PreparedObjective,
  { highest, dependencies }: Ceiling,
): DefinitionProblem {
  const percent = (share: number) => `${exact(share).mul(100).valueOf()} %`;
  // Down to a thousandth of a percent: a promise of it can be kept.
  const atMost = (share: number) =>
    `${exact(share).mul(100_000).floor().div(1000).valueOf()} %`;
  const named = dependencies.map(
    ({ path, target }) => `${path.join(' → ')} (${percent(target)})`,
  );
  return {
    severity: 'warning',
    file,
    line,
    document: `SLO ${objective.slo}`,
    path: 'spec.objectives',
    rule: 'ceiling',
    message: `It promises ${percent(
      objective.target,
    )}, and what it cannot do without promises ${atMost(
      highest,
    )} together: ${named.join(
      ', ',
    )}. Promise that at most, or declare what it can do without in countersign.dev/soft-dependencies`,
  };
}

/** Longer than any reference of the catalog can be; an index row holds no more than some of these. */
const LONGEST_REFERENCE = 255;

/** What the catalog names, unless it names nothing that can exist. */
function kept(ref: string | undefined): string | undefined {
  return ref !== undefined && ref.length <= LONGEST_REFERENCE ? ref : undefined;
}
