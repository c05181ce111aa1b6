import { setImmediate as breathe } from 'timers/promises';
import {
  CompactRange,
  parseLeaf,
  toHex,
  type TreeHasher,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { LedgerStore, type FiledLeaf } from './database/LedgerStore';
import type { LogKeys } from './keys/LogKeys';

const PAGE = 10_000;
const MAX_PROBLEMS = 100;

/** After so many leaves others get their turn: a portal audits its log while it answers. */
const AT_ONCE = 500;

/** Every leaf from an index on, up to the first gap. */
export async function* readLeaves(
  knex: Knex,
  store: LedgerStore,
  first = 0,
): AsyncGenerator<string> {
  for await (const { leaf } of readFiledLeaves(knex, store, first)) {
    yield leaf;
  }
}

async function* readFiledLeaves(
  knex: Knex,
  store: LedgerStore,
  first: number,
): AsyncGenerator<FiledLeaf> {
  let next = first;
  for (;;) {
    const page = await store.leavesFrom(knex, next, PAGE);
    for (const leaf of page) {
      if (leaf.index !== next) {
        return;
      }
      next += 1;
      yield leaf;
    }
    if (page.length < PAGE) {
      return;
    }
  }
}

/** Hands out checkpoints as a walk over the tree reaches their size. */
class CheckpointReader {
  #page: Array<{ size: number; note: string }> = [];
  #done = false;

  constructor(
    private readonly knex: Knex,
    private readonly store: LedgerStore,
  ) {}

  async at(size: number): Promise<string | undefined> {
    if (this.#page.length === 0 && !this.#done) {
      this.#page = await this.store.checkpointsAfter(this.knex, size - 1, PAGE);
      this.#done = this.#page.length < PAGE;
    }
    return this.#page[0]?.size === size ? this.#page.shift()?.note : undefined;
  }
}

/** What a look at the whole log found. */
export interface LedgerAudit {
  /** True when no problem was found. */
  ok: boolean;
  /** Leaves that were read. */
  leaves: number;
  /** Checkpoints whose root was computed again. */
  checkpoints: number;
  /** Each problem as a sentence; the first hundred. */
  problems: string[];
}

/**
 * Computes the tree again from every stored entry and compares it with every checkpoint ever signed. Finds what
 * somebody with all rights on the database changed, as long as they do not hold the signing key.
 */
export async function auditLog(
  knex: Knex,
  store: LedgerStore,
  keys: LogKeys,
  hasher: TreeHasher,
  signal?: AbortSignal,
): Promise<LedgerAudit> {
  return knex.transaction(
    async trx => {
      const problems: string[] = [];
      const report = (problem: string) => {
        if (problems.length < MAX_PROBLEMS) {
          problems.push(problem);
        }
      };
      const tree = new CompactRange(hasher);
      const roots = new CheckpointReader(trx, store);
      let checkpoints = 0;
      for await (const filed of readFiledLeaves(trx, store, 0)) {
        const problem = problemOf(filed);
        if (problem) {
          report(problem);
        }
        tree.append(hasher.leaf(filed.leaf));
        if (tree.size % AT_ONCE === 0) {
          await breathe();
          signal?.throwIfAborted();
        }
        const note = await roots.at(tree.size);
        if (note !== undefined) {
          checkpoints += 1;
          try {
            const { root, size } = keys.openCheckpoint(note);
            if (size !== tree.size || toHex(root) !== toHex(tree.root())) {
              report(
                `The ${tree.size} leaves do not lead to the root that was signed for them: one of them was changed`,
              );
            }
          } catch (error) {
            report(error instanceof Error ? error.message : String(error));
          }
        }
      }
      const latest = await store.latestCheckpoint(trx);
      if ((latest?.size ?? 0) !== tree.size) {
        report(
          `${latest?.size ?? 0} leaves were signed, ${
            tree.size
          } are there without a gap`,
        );
      }
      const lost = await store.countLost(trx);
      if (lost > 0) {
        report(
          `${lost} entries are neither in the tree nor waiting for it: they were taken off the queue from outside`,
        );
      }
      return {
        ok: problems.length === 0,
        leaves: tree.size,
        checkpoints,
        problems,
      };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

/** What is wrong with one row. An entry under another subject would be missing where somebody looks for it. */
function problemOf({ index, leaf, ...row }: FiledLeaf): string | undefined {
  try {
    const { id, subject, subjectSequence } = parseLeaf(leaf);
    return id === row.id &&
      subject === row.subject &&
      subjectSequence === row.subjectSequence
      ? undefined
      : `Leaf ${index} is filed as number ${row.subjectSequence} of ${row.subject} under the id ${row.id}, and says otherwise`;
  } catch {
    return `Leaf ${index} is not the canonical form of an entry`;
  }
}
