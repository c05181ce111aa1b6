import type { Adjacency } from './Adjacency';

const UNREACHED = -1;

/** Bounds of a search. */
export interface SearchBounds {
  maxDepth?: number;
  /** Stop as soon as this node is reached. */
  goal?: number;
}

/**
 * A breadth-first search from some nodes at once. Each node is reached by a
 * shortest walk; among equally short ones by the one whose nodes come first.
 */
export class BreadthFirst {
  /** Nodes in the order reached, the starts first; ascending within a depth. */
  readonly order: Int32Array;
  /** False when the search stopped at `maxDepth` with nodes left to reach. */
  readonly complete: boolean;
  readonly #depth: Int32Array;
  /** The edge that reached the node, and the node it came from. */
  readonly #edge: Int32Array;
  readonly #parent: Int32Array;

  constructor(
    readonly graph: Adjacency,
    starts: readonly number[],
    bounds: SearchBounds = {},
  ) {
    const nodes = graph.offsets.length - 1;
    this.#depth = new Int32Array(nodes).fill(UNREACHED);
    this.#edge = new Int32Array(nodes);
    this.#parent = new Int32Array(nodes);
    const { order, begin } = this.#search(starts, bounds);
    this.order = order;
    this.complete = order
      .subarray(begin)
      .every(node => this.#neighbours(node).every(to => this.#isReached(to)));
  }

  depthOf(node: number): number | undefined {
    const depth = this.#depth[node];
    return depth === UNREACHED ? undefined : depth;
  }

  /** The edge that reached a node at a depth of at least 1. */
  arrivalAt(node: number): { from: number; relation: string } {
    const kind = this.graph.kinds[this.#edge[node]];
    return { from: this.#parent[node], relation: this.graph.relations[kind] };
  }

  /** The nodes reached in order, and the first of them whose edges were not followed. */
  #search(
    starts: readonly number[],
    { maxDepth = Infinity, goal }: SearchBounds,
  ): { order: Int32Array; begin: number } {
    const { offsets, targets } = this.graph;
    const queue = new Int32Array(offsets.length - 1);
    let end = 0;
    for (const start of starts) {
      if (this.#depth[start] === UNREACHED) {
        this.#depth[start] = 0;
        queue[end++] = start;
      }
    }
    let begin = 0;
    for (let depth = 1; begin < end && depth <= maxDepth; depth++) {
      const levelEnd = end;
      for (; begin < levelEnd; begin++) {
        const node = queue[begin];
        for (let edge = offsets[node]; edge < offsets[node + 1]; edge++) {
          const to = targets[edge];
          if (this.#depth[to] === UNREACHED) {
            this.#depth[to] = depth;
            this.#edge[to] = edge;
            this.#parent[to] = node;
            queue[end++] = to;
          }
        }
      }
      queue.subarray(levelEnd, end).sort();
      if (goal !== undefined && this.#depth[goal] !== UNREACHED) {
        break;
      }
    }
    return { order: queue.subarray(0, end), begin };
  }

  #neighbours(node: number): Int32Array {
    const { offsets, targets } = this.graph;
    return targets.subarray(offsets[node], offsets[node + 1]);
  }

  #isReached(node: number): boolean {
    return this.#depth[node] !== UNREACHED;
  }
}
