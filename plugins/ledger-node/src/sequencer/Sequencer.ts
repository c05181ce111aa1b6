import {
  CompactRange,
  toHex,
  type TreeHasher,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import {
  LedgerStore,
  type PendingEntry,
  type StoredNode,
} from '../database/LedgerStore';
import { TILE_HEIGHT, TreeReader } from '../database/TreeReader';
import { LedgerIntegrityError } from '../errors';
import type { LogKeys } from '../keys/LogKeys';

/** Entries that get their index under one checkpoint, at most. */
const BATCH = 5000;

/**
 * Gives committed entries their index, extends the tree by them and signs the result. Every batch is one transaction:
 * a process killed anywhere in it has done nothing, and the entries still wait in the queue.
 */
export class Sequencer {
  constructor(
    private readonly knex: Knex,
    private readonly store: LedgerStore,
    private readonly keys: LogKeys,
    private readonly hasher: TreeHasher,
  ) {}

  /**
   * Sequences everything that was committed before the call.
   *
   * @returns how many entries got their index
   * @throws LedgerIntegrityError when the stored tree is not the one of the latest signed checkpoint: extending it
   *   would put a signature under what somebody changed
   */
  async sequence(): Promise<number> {
    let total = 0;
    while (await this.store.hasPending(this.knex)) {
      const count = await this.#sequenceBatch();
      total += count;
      if (count < BATCH) {
        break;
      }
    }
    return total;
  }

  async #sequenceBatch(): Promise<number> {
    return this.knex.transaction(
      async trx => {
        // Read committed: each statement after the lock sees all that the holder before us committed.
        await this.store.lockLog(trx);
        const entries = await this.store.takePending(trx, BATCH);
        if (entries.length > 0) {
          await this.#extend(trx, entries);
        }
        return entries.length;
      },
      { isolationLevel: 'read committed' },
    );
  }

  async #extend(trx: Knex, entries: PendingEntry[]) {
    const tree = await this.#openTree(trx);
    const first = tree.size;
    const hashes = entries.map(({ leaf }) => this.hasher.leaf(leaf));
    const full: StoredNode[] = [];
    for (const hash of hashes) {
      tree.append(hash, ({ level, index }, nodeHash) => {
        if (level > 0 && level % TILE_HEIGHT === 0) {
          full.push({ level, index, hash: nodeHash });
        }
      });
    }
    const note = await this.keys.sign({ size: tree.size, root: tree.root() });
    await this.store.insertLeaves(trx, first, entries, hashes);
    await this.store.insertNodes(trx, full);
    await this.store.insertCheckpoint(trx, tree.size, note);
  }

  /** The tree as the latest checkpoint signed it. */
  async #openTree(trx: Knex): Promise<CompactRange> {
    const latest = await this.store.latestCheckpoint(trx);
    if (!latest) {
      return new CompactRange(this.hasher);
    }
    const checkpoint = this.keys.openCheckpoint(latest.note);
    const nodes = CompactRange.nodes(checkpoint.size);
    const hashOf = await new TreeReader(trx, this.hasher).read(nodes);
    const tree = new CompactRange(
      this.hasher,
      checkpoint.size,
      nodes.map(hashOf),
    );
    if (toHex(tree.root()) !== toHex(checkpoint.root)) {
      throw new LedgerIntegrityError(
        `The tree of the log ${this.keys.origin} in the database is not the one of its latest checkpoint (${checkpoint.size} leaves): it was changed from outside. Nothing more is signed until it is restored`,
      );
    }
    return tree;
  }
}
