import { ReadEntry } from '@countersign/plugin-service-logs-common';
import { BlockMemory, LogFile } from '../files/LogFile';
import { MinuteIndex } from '../index/MinuteIndex';
import { LineTest } from './LineTest';

/** Lines of one file may be this much out of order: several threads write it. */
export const OUT_OF_ORDER_MS = 300_000;

/** A time, milliseconds since 1970: `from` to before `to`. */
export interface Range {
  from: number;
  to: number;
}

/** An entry that was found. */
export interface FoundEntry {
  /** Its offset in the file. */
  offset: number;
  at: number;
  entry: ReadEntry;
}

/** Goes through one file from its end to its beginning, a block at a time, and gives what is looked for. */
export class FileCursor {
  readonly #file: LogFile;
  readonly #range: Range;
  readonly #test: LineTest;
  readonly #index: Pick<MinuteIndex, 'peek'>;
  readonly #memory: BlockMemory;
  /** Entries before this offset are not looked at yet. */
  #before: number;
  #block: number | undefined;
  #reached: number | undefined;
  /** Found in the block that was read last, the latest at the end. */
  #found: FoundEntry[] = [];

  constructor(options: {
    file: LogFile;
    range: Range;
    test: LineTest;
    index: Pick<MinuteIndex, 'peek'>;
    /** Several cursors may have the same, as long as one advances at a time. */
    memory: BlockMemory;
    /** Where an earlier page ended. */
    before?: number;
  }) {
    this.#file = options.file;
    this.#range = options.range;
    this.#test = options.test;
    this.#index = options.index;
    this.#memory = options.memory;
    this.#before = Math.min(options.before ?? Infinity, options.file.size);
  }

  /** The latest entry that is found and not taken. */
  get head(): FoundEntry | undefined {
    return this.#found.at(-1);
  }

  /** How far back it came: entries that are later were looked at. Undefined before the first block. */
  get reached(): number | undefined {
    return this.head?.at ?? this.#reached;
  }

  /** Whether nothing is left. */
  get isOver(): boolean {
    return this.#found.length === 0 && this.#block === -1;
  }

  /** Where another page goes on: before this offset. */
  get position(): number {
    const { head } = this;
    if (head) return head.offset + 1;
    return this.#block === undefined ? this.#before : Math.max(0, this.#before);
  }

  take(): FoundEntry | undefined {
    return this.#found.pop();
  }

  /** Looks through one more block. */
  async advance(): Promise<void> {
    this.#block ??= await this.#firstBlock();
    if (this.#block < 0) return;
    const number = this.#block;
    const summary = this.#index.peek(this.#file, number);
    const { from, to } = this.#range;
    if (summary && (summary.maxAt < from || summary.minAt >= to)) {
      this.#goOn(number, summary.entries > 0 ? summary.maxAt : undefined);
      return;
    }
    const block = await this.#file.block(number, {
      mayHave: this.#test.mayHave,
      memory: this.#memory,
    });
    let latest = block.passedOver ?? -Infinity;
    for (const at of block.at) if (at > latest) latest = at;
    const found: FoundEntry[] = [];
    for (const i of this.#test.candidates(block)) {
      const at = block.at[i];
      const offset = block.base + block.starts[i];
      if (at < from || at >= to || offset >= this.#before) continue;
      const entry = this.#test.read(block, i);
      if (entry) found.push({ offset, at, entry });
    }
    this.#found = found;
    this.#goOn(number, latest === -Infinity ? undefined : latest);
  }

  /** @param latest - of the block that was done: far before the time nothing else is in it */
  #goOn(done: number, latest: number | undefined): void {
    if (latest !== undefined) this.#reached = latest;
    const isBefore =
      latest !== undefined && latest < this.#range.from - OUT_OF_ORDER_MS;
    this.#block = isBefore ? -1 : done - 1;
    this.#before = isBefore ? 0 : this.#file.startOf(done);
  }

  /** The last block that can have an entry of the time: found by halves, for entries stand about in their order. */
  async #firstBlock(): Promise<number> {
    const last = Math.min(
      this.#file.blocks - 1,
      this.#file.blockOf(this.#before - 1),
    );
    const limit = this.#range.to + OUT_OF_ORDER_MS;
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const at = await this.#timeNear(middle);
      if (at !== undefined && at > limit) high = middle - 1;
      else low = middle;
    }
    return low > last ? last : low;
  }

  /** Of the block, or where it says none, of one before it. */
  async #timeNear(block: number): Promise<number | undefined> {
    for (let i = block; i >= Math.max(0, block - 8); i--) {
      const at = await this.#file.timeNear(i);
      if (at !== undefined) return at;
    }
    return undefined;
  }
}
