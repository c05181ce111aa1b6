import { assertHash, assertSize, ProofError } from './ProofError';
import { perfectSubtrees, type NodeId } from './subtrees';
import { TreeHasher } from './TreeHasher';

/** Told of every perfect subtree the moment it is full. */
export type NodeVisitor = (node: NodeId, hash: Uint8Array) => void;

/**
 * The right edge of a growing tree: the hashes of the perfect subtrees that cover it, largest first. It is all that is
 * needed to append a leaf and to compute the root, in O(log n) space.
 */
export class CompactRange {
  readonly #hasher: TreeHasher;
  readonly #edge: Array<{ level: number; hash: Uint8Array }>;
  #size: number;

  /**
   * @param size - leaves already in the tree
   * @param hashes - the hash of each of {@link CompactRange.nodes}`(size)`, in that order
   */
  constructor(hasher: TreeHasher, size = 0, hashes: Uint8Array[] = []) {
    const nodes = CompactRange.nodes(size);
    if (nodes.length !== hashes.length) {
      throw new ProofError(
        `the edge of a tree of ${size} leaves has ${nodes.length} hashes, not ${hashes.length}`,
      );
    }
    this.#hasher = hasher;
    this.#size = size;
    this.#edge = nodes.map(({ level }, i) => {
      assertHash(hashes[i], `hash ${i} of the edge`);
      return { level, hash: hashes[i] };
    });
  }

  /** The perfect subtrees that cover a tree of this size. */
  static nodes(size: number): NodeId[] {
    assertSize(size, 'a tree size');
    return perfectSubtrees({ begin: 0, end: size });
  }

  /** Leaves in the tree. */
  get size(): number {
    return this.#size;
  }

  /** Adds one leaf by its hash. */
  append(leafHash: Uint8Array, visit?: NodeVisitor) {
    this.appendSubtree(0, leafHash, visit);
  }

  /**
   * Adds 2^level leaves at once by the hash of their perfect subtree.
   *
   * @throws ProofError when a subtree of that size cannot begin here
   */
  appendSubtree(level: number, subtreeHash: Uint8Array, visit?: NodeVisitor) {
    assertHash(subtreeHash, `the hash appended at ${this.#size}`);
    const width = 2 ** level;
    if (this.#size % width !== 0) {
      throw new ProofError(
        `a subtree of ${width} leaves cannot begin at leaf ${this.#size}`,
      );
    }
    let at = { level, hash: subtreeHash };
    let index = this.#size / width;
    visit?.({ level, index }, at.hash);
    for (
      let left = this.#edge.at(-1);
      left?.level === at.level;
      left = this.#edge.at(-1)
    ) {
      this.#edge.pop();
      at = {
        level: at.level + 1,
        hash: this.#hasher.node(left.hash, at.hash),
      };
      index = Math.floor(index / 2);
      visit?.({ level: at.level, index }, at.hash);
    }
    this.#edge.push(at);
    this.#size += width;
  }

  /** The root of the tree as it stands (RFC 6962, section 2.1). */
  root(): Uint8Array {
    const last = this.#edge.at(-1);
    if (!last) {
      return this.#hasher.emptyRoot();
    }
    return this.#edge
      .slice(0, -1)
      .reduceRight(
        (right, left) => this.#hasher.node(left.hash, right),
        last.hash,
      );
  }
}
