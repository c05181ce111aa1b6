import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { normalizeEntityRef } from '../refs';
import { Adjacency } from './Adjacency';
import { DEPENDENCY_KINDS, RELATION_READING } from './relations';
import type { DanglingRelation } from './types';

/** The catalog's dependency relations as numbers: entities are indexes into `refs`. */
export interface DependencyIndex {
  /** Every entity and every target of a dependency relation, sorted. */
  refs: string[];
  /** Index by reference. */
  ids: Map<string, number>;
  /** Whether the catalog has the entity (1) or something merely refers to it (0). */
  known: Uint8Array;
  /** From an entity to what depends on it. */
  dependants: Adjacency;
  /** From an entity to what it depends on. */
  dependencies: Adjacency;
  dangling: DanglingRelation[];
}

/**
 * Reads the dependency relations out of entities. The catalog gives each
 * relation at both of its ends; here either end is enough, so that a relation
 * to an entity that does not exist is kept.
 */
export function buildDependencyIndex(
  entities: Iterable<Entity>,
): DependencyIndex {
  const present = new Set<string>();
  const all = new Set<string>();
  const edges: Array<{ dependant: string; dependency: string; kind: number }> =
    [];
  const relations: Array<{ from: string; relation: string; to: string }> = [];
  for (const entity of entities) {
    const from = stringifyEntityRef(entity);
    present.add(from);
    all.add(from);
    for (const { type, targetRef } of entity.relations ?? []) {
      const reading = RELATION_READING.get(type);
      if (!reading) {
        continue;
      }
      const to = normalizeEntityRef(targetRef);
      all.add(to);
      relations.push({ from, relation: type, to });
      edges.push(
        reading.pointsAt === 'dependency'
          ? { dependant: from, dependency: to, kind: reading.kind }
          : { dependant: to, dependency: from, kind: reading.kind },
      );
    }
  }

  // Sorted, so that no answer depends on the order in which entities were read.
  const refs = [...all].sort();
  const ids = new Map(refs.map((ref, id) => [ref, id]));
  const pick = (ref: string) => ids.get(ref) as number;
  const known = new Uint8Array(refs.length);
  present.forEach(ref => {
    known[pick(ref)] = 1;
  });
  const ends = edges.map(({ dependant, dependency, kind }) => ({
    dependant: pick(dependant),
    dependency: pick(dependency),
    kind,
  }));
  return {
    refs,
    ids,
    known,
    dependants: Adjacency.from(
      refs.length,
      DEPENDENCY_KINDS.map(kind => kind.toDependant),
      ends.map(e => ({ from: e.dependency, to: e.dependant, kind: e.kind })),
    ),
    dependencies: Adjacency.from(
      refs.length,
      DEPENDENCY_KINDS.map(kind => kind.toDependency),
      ends.map(e => ({ from: e.dependant, to: e.dependency, kind: e.kind })),
    ),
    dangling: relations
      .filter(({ to }) => !present.has(to))
      .sort(
        (a, b) =>
          compare(a.from, b.from) ||
          compare(a.relation, b.relation) ||
          compare(a.to, b.to),
      ),
  };
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
