import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  budgetOf,
  CheckedDefinitions,
  DefinitionProblem,
  lowTraffic,
  Objective,
  SourceFile,
  splitDefinitions,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import {
  ObjectiveListStore,
  ObjectiveRecord,
} from '../database/ObjectiveListStore';
import { metricsOf, queriedOf } from '../definitions/Measurements';
import { prepare, PreparedObjective } from '../definitions/prepare';
import { readCatalog } from '../definitions/readCatalog';
import { alertingOf } from './alerting';
import { Ceilings } from './Ceilings';

/** What somebody pastes. */
const FILE = 'definitions.yaml';
const READING_MS = 5_000;
const MOST_READ = 50;
const MOST_KNOWN = 200;

/** Says what definitions would make before they are anywhere: it reads the catalog and the sources, and keeps nothing. */
export class DefinitionChecker {
  constructor(
    private readonly options: {
      knex: Knex;
      catalog: CatalogService;
      auth: AuthService;
      sources: ReadonlyMap<string, ServiceLevelSource>;
      list: ObjectiveListStore;
      ceilings: Ceilings;
      now(): Date;
    },
  ) {}

  async check(text: string): Promise<CheckedDefinitions> {
    const { sources, ceilings } = this.options;
    const made = prepare(await this.#files(text), sources);
    const own = made.objectives.filter(({ file }) => file === FILE);
    const problems = made.problems.filter(({ file }) => file === FILE);
    const shown = await this.#shown(own);
    for (const prepared of own) {
      problems.push(...(await this.#measured(prepared, shown)));
    }
    // When it would alert can be said of one that no source measures yet.
    const unmeasured = made.unmeasured.filter(({ file }) => file === FILE);
    return {
      problems: problems.sort((a, b) => a.line - b.line),
      objectives: await Promise.all(
        [...own, ...unmeasured].map(async ({ objective, component }) => {
          const { id, displayName, service, target, window } = objective;
          const ceiling = await ceilings.of({ component, target });
          const length = windowLength(window);
          return {
            id,
            title: displayName,
            service,
            target,
            window: length,
            windowKind: window.kind,
            budget: budgetOf(target).mul(length).valueOf(),
            ...alertingOf(objective, sources),
            ...(ceiling && { ceiling }),
          };
        }),
      ),
    };
  }

  /** What is pasted, and what it may refer to in the catalog: documents of the same kind and name stand aside. */
  async #files(text: string): Promise<SourceFile[]> {
    const { catalog, auth } = this.options;
    const kept = await readCatalog(catalog, auth);
    const named = new Set(namesIn(text));
    return [
      { file: FILE, text },
      ...kept.filter(file => !namesIn(file.text).some(each => named.has(each))),
    ];
  }

  async #measured(
    prepared: PreparedObjective,
    shown: ReadonlyMap<string, string>,
  ): Promise<DefinitionProblem[]> {
    const { objective, line } = prepared;
    const known = await this.#countingTheSame(prepared);
    const little =
      known?.standing &&
      lowTraffic(objective, {
        total: known.standing.total,
        over: known.standing.measured * windowLength(known.objective.window),
      });
    const unread = specsOf(objective).flatMap(
      spec => shown.get(JSON.stringify(spec)) ?? [],
    );
    const problem = (
      severity: DefinitionProblem['severity'],
      rule: string,
      message: string,
    ): DefinitionProblem => ({
      severity,
      file: FILE,
      line,
      document: `SLO ${objective.slo}`,
      path: 'spec.indicator',
      rule,
      message,
    });
    return [
      ...(little === undefined
        ? []
        : [problem('warning', 'low-traffic', little)]),
      ...unread.map(message => problem('error', 'measurement', message)),
    ];
  }

  /** The objective as it is kept, or another of the component, which counts the same events: by that the traffic is known. */
  async #countingTheSame({
    objective,
    component,
    source,
  }: PreparedObjective): Promise<ObjectiveRecord | undefined> {
    const { knex, list } = this.options;
    const own = await list.find(knex, objective.id);
    const others = await list.ofComponents(knex, [component], MOST_KNOWN);
    const events = eventsKey(objective);
    return [...(own ? [own] : []), ...others].find(
      each =>
        each.standing !== undefined &&
        each.summary.source === source &&
        each.objective.method.kind === 'occurrences' &&
        eventsKey(each.objective) === events,
    );
  }

  /** What is wrong with metrics as the sources show them now; one that does not answer says nothing of them. */
  async #shown(
    prepared: readonly PreparedObjective[],
  ): Promise<Map<string, string>> {
    const problems = new Map<string, string>();
    for (const name of new Set(prepared.map(({ source }) => source))) {
      const queries = prepared
        .filter(({ source }) => source === name)
        .flatMap(({ objective }) => specsOf(objective))
        .slice(0, MOST_READ)
        .map(spec => ({ key: JSON.stringify(spec), spec }));
      const seen = await this.options.sources
        .get(name)
        ?.look?.(queries, {
          now: this.options.now().getTime(),
          signal: AbortSignal.timeout(READING_MS),
        })
        .catch(() => undefined);
      for (const [key, metric] of seen?.metrics ?? []) {
        if ('problem' in metric) problems.set(key, metric.problem);
      }
    }
    return problems;
  }
}

/** What an objective counts all of; of a composite, what its parts do. */
function eventsKey(objective: Objective): string {
  const counted = objective.composite?.parts ?? [objective];
  return JSON.stringify(
    counted.map(each => {
      const { part, total } = metricsOf(each);
      return (total ?? part).spec;
    }),
  );
}

function specsOf(objective: Objective) {
  return queriedOf(objective).map(({ spec }) => spec);
}

/** `kind name` of the documents of a text, as far as it can be read. */
function namesIn(text: string): string[] {
  return splitDefinitions(text).flatMap(({ value }) => {
    const { kind, metadata } = (value ?? {}) as {
      kind?: unknown;
      metadata?: { name?: unknown };
    };
    return [`${String(kind)} ${String(metadata?.name)}`];
  });
}
