/** An edge between two nodes, with an index into the adjacency's relation names. */
export interface Edge {
  from: number;
  to: number;
  kind: number;
}

/**
 * A directed graph as three flat arrays (compressed sparse rows): the edges out
 * of node `n` are at `offsets[n]` to `offsets[n + 1]`. Twenty thousand entities
 * take a few hundred kilobytes and a walk allocates nothing per edge.
 */
export class Adjacency {
  private constructor(
    readonly relations: readonly string[],
    readonly offsets: Int32Array,
    readonly targets: Int32Array,
    readonly kinds: Uint8Array,
  ) {}

  /** Builds the graph; edges given twice count once, loops are left out. */
  static from(
    nodes: number,
    relations: readonly string[],
    edges: readonly Edge[],
  ): Adjacency {
    const unique = edges
      .filter(edge => edge.from !== edge.to)
      .sort((a, b) => a.from - b.from || a.to - b.to || a.kind - b.kind)
      .filter(
        (edge, i, sorted) =>
          i === 0 ||
          edge.from !== sorted[i - 1].from ||
          edge.to !== sorted[i - 1].to ||
          edge.kind !== sorted[i - 1].kind,
      );
    const offsets = new Int32Array(nodes + 1);
    for (const { from } of unique) {
      offsets[from + 1] += 1;
    }
    for (let node = 0; node < nodes; node++) {
      offsets[node + 1] += offsets[node];
    }
    return new Adjacency(
      relations,
      offsets,
      Int32Array.from(unique, edge => edge.to),
      Uint8Array.from(unique, edge => edge.kind),
    );
  }
}
