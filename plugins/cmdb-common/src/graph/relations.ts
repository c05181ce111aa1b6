import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';

/**
 * A catalog relation read as a dependency: when `dependency` fails,
 * `dependant` feels it.
 */
export interface DependencyKind {
  /** The relation the dependant has towards its dependency. */
  toDependency: string;
  /** The relation the dependency has towards its dependant. */
  toDependant: string;
}

/**
 * The relations that carry impact, and which way it flows.
 *
 * - `dependsOn`: as it says.
 * - `consumesApi`: the consumer depends on the API.
 * - `providesApi`: the API depends on its provider. Together with the line
 *   above, a consumer depends on every provider of what it consumes.
 * - `partOf`: the whole depends on its parts. A system whose database is down is
 *   degraded, so it is impacted by its parts; a part is *not* impacted by its
 *   system, or a change to one component would reach all of its neighbours
 *   through the box they are drawn in.
 */
export const DEPENDENCY_KINDS: readonly DependencyKind[] = [
  { toDependency: RELATION_DEPENDS_ON, toDependant: RELATION_DEPENDENCY_OF },
  {
    toDependency: RELATION_CONSUMES_API,
    toDependant: RELATION_API_CONSUMED_BY,
  },
  {
    toDependency: RELATION_API_PROVIDED_BY,
    toDependant: RELATION_PROVIDES_API,
  },
  { toDependency: RELATION_HAS_PART, toDependant: RELATION_PART_OF },
];

/** What a catalog relation says about impact. */
export interface RelationReading {
  /** Index into {@link DEPENDENCY_KINDS}. */
  kind: number;
  /** Which end of the dependency the relation's target is. */
  pointsAt: 'dependency' | 'dependant';
}

/** Every relation that carries impact, by its name in the catalog. */
export const RELATION_READING: ReadonlyMap<string, RelationReading> = new Map(
  DEPENDENCY_KINDS.flatMap(
    ({ toDependency, toDependant }, kind): Array<[string, RelationReading]> => [
      [toDependency, { kind, pointsAt: 'dependency' }],
      [toDependant, { kind, pointsAt: 'dependant' }],
    ],
  ),
);
