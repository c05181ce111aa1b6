import { CalendarChange, PathStep } from '../model';
import {
  defaultConflictDepth,
  PlacedChange,
  Surroundings,
  windowHoldingStates,
} from './input';

/** Why another change must not run at the same time. */
export type Entanglement =
  | {
      kind: 'same-item';
      /** Sorted. */
      items: string[];
    }
  | {
      kind: 'dependency';
      item: string;
      otherItem: string;
      /** `depends-on`: the item of this change depends on the other's. */
      direction: 'depends-on' | 'impacts';
      /** From the item to the other's. */
      path: PathStep[];
    }
  | { kind: 'implementer'; implementer: string };

/**
 * Finds how changes hang together with one change, whatever their windows. Changes in different environments do not
 * meet in their items; their implementer is one person all the same.
 */
export class Entanglements {
  readonly #change: PlacedChange;
  readonly #items: ReadonlySet<string>;
  readonly #maxDepth: number;
  readonly #graph: Surroundings['graph'];
  /** By own item, made when first asked for: what it reaches, nearest first. */
  readonly #reached = new Map<string, Map<string, Reached>>();

  constructor(
    change: PlacedChange,
    { graph, maxDepth }: Pick<Surroundings, 'graph' | 'maxDepth'>,
  ) {
    this.#change = change;
    this.#items = new Set(change.items);
    this.#graph = graph;
    this.#maxDepth = maxDepth ?? defaultConflictDepth;
  }

  /** Whether there is any; cheaper than {@link of}. */
  any(other: CalendarChange): boolean {
    return !this.#all(other).next().done;
  }

  /**
   * At most one of each kind, so that a reader gets one sentence a reason: the implementer, and either the shared items
   * or, where there is none, the nearest dependency.
   */
  of(other: CalendarChange): Entanglement[] {
    return [...this.#all(other)];
  }

  *#all(other: CalendarChange): Generator<Entanglement> {
    const { number, environment, implementer } = this.#change;
    if (other.number === number || !windowHoldingStates.includes(other.state)) {
      return;
    }
    // What a retrospective change records has happened: it is in nobody's way.
    if (other.type === 'retrospective') return;
    if (implementer !== undefined && implementer === other.implementer) {
      yield { kind: 'implementer', implementer };
    }
    if (environment !== other.environment) {
      return;
    }
    const shared = [...new Set(other.items)].filter(i => this.#items.has(i));
    if (shared.length > 0) {
      yield { kind: 'same-item', items: shared.sort() };
    } else if (this.#maxDepth > 0) {
      const nearest = this.#nearest(other.items);
      if (nearest) {
        yield nearest;
      }
    }
  }

  #nearest(others: readonly string[]) {
    let nearest:
      | { item: string; otherItem: string; reached: Reached }
      | undefined;
    for (const item of this.#items) {
      for (const otherItem of others) {
        const reached = this.#reachedFrom(item).get(otherItem);
        if (
          reached &&
          (!nearest ||
            reached.depth < nearest.reached.depth ||
            (reached.depth === nearest.reached.depth &&
              `${item} ${otherItem}` < `${nearest.item} ${nearest.otherItem}`))
        ) {
          nearest = { item, otherItem, reached };
        }
      }
    }
    if (!nearest) {
      return undefined;
    }
    const { item, otherItem, reached } = nearest;
    return {
      kind: 'dependency' as const,
      item,
      otherItem,
      direction: reached.direction,
      get path() {
        return reached.walk();
      },
    };
  }

  #reachedFrom(item: string): Map<string, Reached> {
    let reached = this.#reached.get(item);
    if (!reached) {
      reached = new Map();
      const options = { maxDepth: this.#maxDepth };
      const walks = [
        ['depends-on', this.#graph.dependenciesOf([item], options)],
        ['impacts', this.#graph.impactOf([item], options)],
      ] as const;
      for (const [direction, { entities }] of walks) {
        for (const entity of entities) {
          const known = reached.get(entity.entityRef);
          if (!known || entity.depth < known.depth) {
            reached.set(entity.entityRef, {
              direction,
              depth: entity.depth,
              walk: () => entity.path,
            });
          }
        }
      }
      this.#reached.set(item, reached);
    }
    return reached;
  }
}

interface Reached {
  direction: 'depends-on' | 'impacts';
  depth: number;
  /** The path is made when asked for. */
  walk: () => PathStep[];
}
