import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  Ceiling,
  ceilingOf,
  ObjectiveCeiling,
  Promises,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { ObjectiveListStore } from '../database/ObjectiveListStore';

/** What the catalog leaves objectives to promise. */
export class Ceilings {
  constructor(
    private readonly options: {
      knex: Knex;
      cmdb: Pick<CmdbService, 'graph'>;
      list: ObjectiveListStore;
    },
  ) {}

  /** Of one objective; undefined where nothing that it needs promises anything. */
  async of(objective: {
    component?: string;
    target: number;
  }): Promise<ObjectiveCeiling | undefined> {
    const { component, target } = objective;
    if (component === undefined) return undefined;
    const { knex, cmdb, list } = this.options;
    // Without the catalog nobody knows what depends on what: the objective is shown all the same.
    const graph = await cmdb.graph().catch(() => undefined);
    if (!graph) return undefined;
    const needed = graph
      .dependenciesOf([component])
      .entities.map(({ entityRef }) => entityRef);
    if (needed.length === 0) return undefined;
    const promises = await list.promisesOf(knex, needed);
    const ceiling = ceilingOf(component, promisesIn(graph, promises));
    return ceiling && { ...ceiling, exceeded: target > ceiling.highest };
  }
}

/** What depends on what by the catalog, and what was promised. */
export function promisesIn(
  graph: CmdbGraph,
  promised: ReadonlyMap<string, { objective: string; target: number }>,
): Promises {
  return {
    dependenciesOf: item =>
      graph
        .dependenciesOf([item], { maxDepth: 1 })
        .entities.map(({ entityRef }) => entityRef),
    softDependenciesOf: item => graph.item(item)?.softDependencies ?? [],
    promiseOf: item => promised.get(item),
  };
}

/** The promises that are too high, and why, by the id of the objective. */
export function excessivePromises(
  graph: CmdbGraph,
  objectives: readonly { id: string; component: string; target: number }[],
): Map<string, Ceiling> {
  const promised = new Map<string, { objective: string; target: number }>();
  for (const { id, component, target } of objectives) {
    const known = promised.get(component);
    if (!known || target > known.target) {
      promised.set(component, { objective: id, target });
    }
  }
  const promises = promisesIn(graph, promised);
  const byItem = new Map<string, Ceiling | undefined>();
  const excessive = new Map<string, Ceiling>();
  for (const { id, component, target } of objectives) {
    if (!byItem.has(component)) {
      byItem.set(component, ceilingOf(component, promises));
    }
    const ceiling = byItem.get(component);
    if (ceiling && target > ceiling.highest) excessive.set(id, ceiling);
  }
  return excessive;
}
