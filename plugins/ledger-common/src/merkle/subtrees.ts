/**
 * A perfect subtree: the 2^level leaves from `index * 2^level` on. Once full it never changes, so its hash can be
 * stored for good.
 */
export interface NodeId {
  level: number;
  index: number;
}

/** The leaves `begin <= i < end`. */
export interface LeafRange {
  begin: number;
  end: number;
}

/** The largest power of two smaller than n, for n > 1: where RFC 6962 splits a tree of n leaves. */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) {
    k *= 2;
  }
  return k;
}

/**
 * Covers a range with the fewest perfect subtrees, from left to right.
 *
 * Sizes go beyond 32 bits, so this divides instead of shifting.
 */
export function perfectSubtrees({ begin, end }: LeafRange): NodeId[] {
  const nodes: NodeId[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}
