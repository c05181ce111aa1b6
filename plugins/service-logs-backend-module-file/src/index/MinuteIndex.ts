import { LogFile } from '../files/LogFile';
import { BLOCK_BYTES, BlockSummary } from '../files/scan';
import { ScanPool } from './ScanPool';

/** So many blocks are one job: threads report this often. */
const BLOCKS_A_JOB = 32;
/** Files whose minutes are remembered. */
const MOST_FILES = 1_000;

/** What is known of one file. */
interface Known {
  /** Its size when its last block was counted: what was written since is counted anew. */
  size: number;
  blocks: (BlockSummary | undefined)[];
}

/** How many entries of each severity the files have, by the minute. Each part of a file is counted once, by threads. */
export class MinuteIndex {
  /** By the identity of a file: others may begin like it. */
  readonly #known = new Map<string, Known>();

  constructor(private readonly pool: Pick<ScanPool, 'scan'>) {}

  /** What is known of a block without asking anybody. */
  peek(file: LogFile, block: number): BlockSummary | undefined {
    const known = this.#known.get(file.identity);
    if (!known || known.size > file.size) return undefined;
    return (block + 1) * BLOCK_BYTES <= known.size
      ? known.blocks[block]
      : undefined;
  }

  /** The blocks of a file of that size, where all of them are counted: nobody has to open it. */
  whole(identity: string, size: number): BlockSummary[] | undefined {
    const known = this.#known.get(identity);
    if (!known || known.size !== size) return undefined;
    const blocks = Array.from(known.blocks);
    return blocks.length === Math.ceil(size / BLOCK_BYTES) &&
      blocks.every(block => block !== undefined)
      ? blocks
      : undefined;
  }

  /**
   * Counts what is not counted yet, the latest blocks first. It goes on after the deadline: whoever asks next finds it.
   *
   * @returns the blocks that are counted; those that are not are undefined
   */
  async of(
    file: LogFile,
    { deadline, signal }: { deadline: number; signal: AbortSignal },
  ): Promise<(BlockSummary | undefined)[]> {
    const known = this.#of(file);
    const missing: number[] = [];
    for (let block = file.blocks - 1; block >= 0; block--) {
      if (!known.blocks[block]) missing.push(block);
    }
    if (missing.length === 0) return known.blocks;
    const jobs = groupsOf(missing).map(async ([from, to]) => {
      const found = await this.pool.scan({
        fd: file.fd,
        from: from * BLOCK_BYTES,
        to: Math.min((to + 1) * BLOCK_BYTES, file.size),
        size: file.size,
        shape: file.shape,
        otherwiseAt: file.otherwiseAt,
      });
      for (let block = from; block <= to; block++) {
        known.blocks[block] ??= noEntries(block);
      }
      for (const summary of found) known.blocks[summary.block] = summary;
    });
    // What cannot be counted stays unknown.
    const all = Promise.allSettled(jobs);
    file.keepOpenUntil(all);
    await Promise.race([all, until(deadline, signal)]);
    return known.blocks;
  }

  #of(file: LogFile): Known {
    const { identity, size } = file;
    const before = this.#known.get(identity);
    this.#known.delete(identity);
    // A file that is shorter than before was written anew.
    const known = before && before.size <= size ? before : { size, blocks: [] };
    if (known.size < size) {
      // The last block went on.
      known.blocks.length = Math.min(
        known.blocks.length,
        Math.floor(known.size / BLOCK_BYTES),
      );
      known.size = size;
    }
    known.blocks.length = file.blocks;
    this.#known.set(identity, known);
    if (this.#known.size > MOST_FILES) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest);
    }
    return known;
  }
}

function noEntries(block: number): BlockSummary {
  return {
    block,
    minAt: Infinity,
    maxAt: -Infinity,
    entries: 0,
    minutes: new Int32Array(),
    counts: new Uint32Array(),
  };
}

/** Runs of neighboring blocks, each as [first, last]. */
function groupsOf(descending: readonly number[]): [number, number][] {
  const groups: [number, number][] = [];
  for (const block of descending) {
    const last = groups.at(-1);
    if (last && last[0] === block + 1 && last[1] - block < BLOCKS_A_JOB) {
      last[0] = block;
    } else {
      groups.push([block, block]);
    }
  }
  return groups;
}

function until(deadline: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
    timer.unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
