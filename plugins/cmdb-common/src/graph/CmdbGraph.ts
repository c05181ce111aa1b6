import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { readConfigurationItem } from '../item/readConfigurationItem';
import type { ConfigurationItem } from '../item/types';
import { Organisation } from '../people/Organisation';
import type { Delegation, EligibleApprover } from '../people/types';
import { normalizeEntityRef } from '../refs';
import type { Adjacency } from './Adjacency';
import { BreadthFirst } from './BreadthFirst';
import { buildDependencyIndex, type DependencyIndex } from './DependencyIndex';
import { PathReader } from './PathReader';
import type {
  DanglingRelation,
  ReachedEntity,
  ReachOptions,
  ReachResult,
  RelationPath,
} from './types';

/** Far beyond any real estate; keeps the paths of one absurdly long chain from filling the memory. */
const DEFAULT_MAX_DEPTH = 500;

/** By these annotations TechDocs finds the pages of an entity. */
const documentation = [
  'backstage.io/techdocs-ref',
  'backstage.io/techdocs-entity',
];

function hasDocumentation({ metadata: { annotations = {} } }: Entity): boolean {
  return documentation.some(name => annotations[name] !== undefined);
}

/**
 * The catalog at one moment, read as a CMDB: configuration items, what depends
 * on what, and who is who. Immutable; all questions are answered in memory.
 *
 * Entity references are full ones (`kind:namespace/name`), in any case; answers
 * are in lower case. No answer depends on the order the entities were given in.
 */
export class CmdbGraph {
  readonly #items: Map<string, ConfigurationItem>;
  readonly #documented: ReadonlySet<string>;
  readonly #index: DependencyIndex;
  readonly #organisation: Organisation;

  /**
   * Builds the graph.
   *
   * @param entities - Entities as the catalog serves them, with their relations.
   */
  static from(entities: Iterable<Entity>): CmdbGraph {
    return new CmdbGraph([...entities]);
  }

  private constructor(entities: readonly Entity[]) {
    this.#items = new Map(
      entities.map(entity => {
        const item = readConfigurationItem(entity);
        return [item.entityRef, item];
      }),
    );
    this.#documented = new Set(
      entities
        .filter(hasDocumentation)
        .map(entity => normalizeEntityRef(stringifyEntityRef(entity))),
    );
    this.#index = buildDependencyIndex(entities);
    this.#organisation = Organisation.from(entities);
  }

  /** The number of entities. */
  get size(): number {
    return this.#items.size;
  }

  /** Whether the catalog has the entity. */
  has(entityRef: string): boolean {
    return this.#items.has(normalizeEntityRef(entityRef));
  }

  /** The entity as a configuration item; undefined when the catalog does not have it. */
  item(entityRef: string): ConfigurationItem | undefined {
    return this.#items.get(normalizeEntityRef(entityRef));
  }

  /** Whether the entity has documentation in the portal: its own, or that of another that it names. */
  isDocumented(entityRef: string): boolean {
    return this.#documented.has(normalizeEntityRef(entityRef));
  }

  /** Every entity as a configuration item. */
  items(): IterableIterator<ConfigurationItem> {
    return this.#items.values();
  }

  /** Dependency relations whose target the catalog does not have, sorted. */
  danglingRelations(): readonly DanglingRelation[] {
    return this.#index.dangling;
  }

  /**
   * Everything that may feel it when one of the entities fails or changes:
   * their transitive dependants, each with a shortest path from a start.
   */
  impactOf(
    entityRefs: Iterable<string>,
    options: ReachOptions = {},
  ): ReachResult {
    return this.#reach(this.#index.dependants, entityRefs, options);
  }

  /** Everything the entities need to work: their transitive dependencies. */
  dependenciesOf(
    entityRefs: Iterable<string>,
    options: ReachOptions = {},
  ): ReachResult {
    return this.#reach(this.#index.dependencies, entityRefs, options);
  }

  /**
   * How one entity reaches another over dependencies: the shortest path, with
   * the reading "a depends on b" first when both directions are equally short.
   * Undefined when neither depends on the other.
   */
  pathBetween(
    a: string,
    b: string,
    options: ReachOptions = {},
  ): RelationPath | undefined {
    const start = this.#index.ids.get(normalizeEntityRef(a));
    const goal = this.#index.ids.get(normalizeEntityRef(b));
    if (start === undefined || goal === undefined) {
      return undefined;
    }
    const search = (graph: Adjacency) => {
      const found = new BreadthFirst(graph, [start], { ...options, goal });
      return found.depthOf(goal) === undefined
        ? undefined
        : new PathReader(found, this.#index.refs).pathTo(goal);
    };
    const down = search(this.#index.dependencies);
    const up = search(this.#index.dependants);
    if (down && (!up || down.length <= up.length)) {
      return { direction: 'depends-on', steps: down };
    }
    return up && { direction: 'impacts', steps: up };
  }

  /** Users in the group or in any group below it, sorted. */
  membersOf(groupRef: string): string[] {
    return this.#organisation.membersOf(groupRef);
  }

  /** The group and every group below it, sorted; also one that the catalog does not have. */
  groupsWithin(groupRef: string): string[] {
    return this.#organisation.groupsWithin(groupRef);
  }

  /** Groups the user is in, and every group above those, sorted. */
  groupsOf(userRef: string): string[] {
    return this.#organisation.groupsOf(userRef);
  }

  /** Users and groups that own the entity, sorted. */
  ownersOf(entityRef: string): string[] {
    return this.#organisation.ownersOf(entityRef);
  }

  /**
   * The delegations of the user that hold at `now`. One without an end, to
   * oneself, or to somebody the catalog does not have never holds.
   */
  delegatesOf(userRef: string, now: Date): Delegation[] {
    return this.#organisation.delegatesOf(userRef, now);
  }

  /**
   * Everyone who may approve for the group at `now`: its members, and the
   * delegates of members who are not members themselves. A delegate of two
   * members is listed once for each; a delegated right is not passed on again.
   */
  eligibleApprovers(groupRef: string, now: Date): EligibleApprover[] {
    return this.#organisation.eligibleApprovers(groupRef, now);
  }

  #reach(
    graph: Adjacency,
    entityRefs: Iterable<string>,
    options: ReachOptions,
  ): ReachResult {
    const starts: number[] = [];
    const unknown: string[] = [];
    for (const ref of new Set(Array.from(entityRefs, normalizeEntityRef))) {
      const id = this.#index.ids.get(ref);
      if (id === undefined) {
        unknown.push(ref);
      } else {
        starts.push(id);
      }
    }
    starts.sort((a, b) => a - b);
    const search = new BreadthFirst(graph, starts, {
      maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
    });
    const paths = new PathReader(search, this.#index.refs);
    return {
      origins: starts.map(id => this.#index.refs[id]),
      unknown: unknown.sort(),
      entities: Array.from(search.order.subarray(starts.length), id =>
        this.#reached(search, paths, id),
      ),
      complete: search.complete,
    };
  }

  #reached(search: BreadthFirst, paths: PathReader, id: number): ReachedEntity {
    return {
      entityRef: this.#index.refs[id],
      depth: search.depthOf(id) ?? 0,
      path: paths.pathTo(id),
      dangling: this.#index.known[id] === 0,
    };
  }
}
