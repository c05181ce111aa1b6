import type { BreadthFirst } from './BreadthFirst';
import type { RelationStep } from './types';

interface Arrival {
  step: RelationStep;
  from: number;
}

/**
 * Turns the walks of one search into paths by name. Walks share their beginnings,
 * so each step is made once however many paths it is on.
 */
export class PathReader {
  readonly #search: BreadthFirst;
  readonly #refs: readonly string[];
  readonly #arrivals: Array<Arrival | undefined>;

  constructor(search: BreadthFirst, refs: readonly string[]) {
    this.#search = search;
    this.#refs = refs;
    this.#arrivals = new Array(refs.length);
  }

  /** The walk that reached the node, start first; empty for a start. */
  pathTo(node: number): RelationStep[] {
    const path = new Array<RelationStep>(this.#search.depthOf(node) ?? 0);
    let to = node;
    for (let i = path.length - 1; i >= 0; i--) {
      const { step, from } = this.#arrivalAt(to);
      path[i] = step;
      to = from;
    }
    return path;
  }

  #arrivalAt(node: number): Arrival {
    return (this.#arrivals[node] ??= this.#makeArrival(node));
  }

  #makeArrival(node: number): Arrival {
    const { from, relation } = this.#search.arrivalAt(node);
    return {
      from,
      step: { from: this.#refs[from], relation, to: this.#refs[node] },
    };
  }
}
