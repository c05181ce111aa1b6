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
    this.order = this.#search(starts, bounds);
  }

  depthOf(node: number): number | undefined {
    const depth = this.#depth[node];
    return depth === UNREACHED ? undefined : depth;
  }

  /** The walk that reached the node, start first; empty for a start. */
  walkTo(node: number): Array<{ from: number; relation: string; to: number }> {
    const steps = [];
    for (let to = node; this.#depth[to] > 0; to = this.#parent[to]) {
      const kind = this.graph.kinds[this.#edge[to]];
      const relation = this.graph.relations[kind];
      steps.push({ from: this.#parent[to], relation, to });
    }
    return steps.reverse();
  }

  #search(
    starts: readonly number[],
    { maxDepth = Infinity, goal }: SearchBounds,
  ): Int32Array {
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
    return queue.subarray(0, end);
  }
}
