import { FileHandle, open } from 'node:fs/promises';
import { fingerprint } from './fingerprint';
import { beginsText, BLOCK_BYTES, FileShape, scanLine } from './scan';

/** What of a line is read at most; what goes on behind it is left out. */
const LONGEST_LINE = 4 * BLOCK_BYTES;
/** Read behind a block at first: most lines are shorter. */
const MARGIN = 16 * 1024;
/** Looked at to find out what kind of lines a file has. */
const HEAD_BYTES = 64 * 1024;

const NEWLINE = 10;
const RETURN = 13;

/** Entries of one block, oldest first. They are read no further than to find them. */
export interface Block {
  /** Offset of the first byte in {@link Block.bytes}. */
  base: number;
  bytes: Buffer;
  /** In `bytes`: where each entry begins and ends. */
  starts: number[];
  ends: number[];
  /** When each happened; of one that does not say, the one before it. */
  at: number[];
  /** When the first of them happened, where they were passed over without being looked at. */
  passedOver?: number;
}

/**
 * Memory that blocks are read into, one after the other: a block is good until the next is read. Whoever goes through a file reads
 * gigabytes, and would leave as much to be collected.
 */
export class BlockMemory {
  #bytes: Buffer | undefined;

  /** As many bytes, with what `kept` has at their beginning. */
  of(length: number, kept?: Buffer): Buffer {
    if (!this.#bytes || this.#bytes.length < length) {
      const larger = Buffer.allocUnsafeSlow(length);
      kept?.copy(larger);
      this.#bytes = larger;
    }
    return this.#bytes.subarray(0, length);
  }
}

/** How a block is read. */
export interface BlockReading {
  /** Says of the bytes of all entries whether one can be of interest: where none can, none is looked for. */
  mayHave?: (bytes: Buffer) => boolean;
  /** Memory of one's own, for those who keep several blocks, unless said otherwise. */
  memory?: BlockMemory;
}

/**
 * A log file as it was when it was opened: what is written later is not read, and it stays readable after it was renamed. Entries
 * belong to the block of {@link BLOCK_BYTES} in which they begin.
 */
export class LogFile {
  readonly #users: Promise<unknown>[] = [];

  private constructor(
    private readonly handle: FileHandle,
    readonly key: string,
    /** Another one for each file, however alike they begin: what was found out about it is remembered by it. */
    readonly identity: string,
    readonly size: number,
    readonly shape: FileShape,
    /** When entries happened of which none says. */
    readonly otherwiseAt: number,
  ) {}

  /** @param known - `identity`: of what it is a copy of; where it is none, it is that of the file itself. */
  static async open(
    path: string,
    { key, identity }: { key: string; identity?: string },
  ): Promise<LogFile> {
    const handle = await open(path, 'r');
    try {
      const { size, mtimeMs, birthtimeMs, dev, ino } = await handle.stat();
      const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      const begins = head.subarray(0, bytesRead);
      return new LogFile(
        handle,
        key,
        // Not its size: it goes on being written. Disks give the number of a file that is gone to a new one, and a file may be written anew.
        identity ?? `${dev}:${ino}:${birthtimeMs}:${fingerprint(begins)}`,
        size,
        shapeOf(begins),
        Math.floor(mtimeMs),
      );
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get fd(): number {
    return this.handle.fd;
  }

  get blocks(): number {
    return Math.ceil(this.size / BLOCK_BYTES);
  }

  /** The block in which an offset lies; -1 before the file. */
  blockOf(offset: number): number {
    return Math.floor(offset / BLOCK_BYTES);
  }

  /** Where a block begins. */
  startOf(block: number): number {
    return block * BLOCK_BYTES;
  }

  /** Threads read by the descriptor: it must not mean another file meanwhile. */
  keepOpenUntil(used: Promise<unknown>): void {
    this.#users.push(used);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#users);
    await this.handle.close();
  }

  /** The entries that begin in a block. */
  async block(number: number, reading?: BlockReading): Promise<Block> {
    const from = number * BLOCK_BYTES;
    return this.between(from, Math.min(from + BLOCK_BYTES, this.size), reading);
  }

  /** The entries that begin from one offset to before another. */
  async between(
    from: number,
    to: number,
    { mayHave, memory = new BlockMemory() }: BlockReading = {},
  ): Promise<Block> {
    // The byte before says whether a line begins at `from`.
    const base = from === 0 ? 0 : from - 1;
    let bytes = await this.#read(base, to + MARGIN, memory);
    const first = from === 0 ? 0 : lineAfter(bytes, 0);
    const limit = to - base;
    if (mayHave && first >= 0 && this.#isWhole(bytes, base, limit)) {
      if (!mayHave(bytes)) return this.#passedOver(bytes, base, first);
    }
    const starts: number[] = [];
    const ends: number[] = [];
    let line = first;
    while (line >= 0 && line < bytes.length) {
      let newline = bytes.indexOf(NEWLINE, line);
      const wanted = base + bytes.length;
      const isWhole = newline >= 0 || wanted >= this.size;
      if (!isWhole && bytes.length - line < LONGEST_LINE) {
        // The last line of it goes on behind what was read.
        const more = await this.#read(
          base,
          wanted + BLOCK_BYTES,
          memory,
          bytes,
        );
        if (more.length === bytes.length) break;
        bytes = more;
        continue;
      }
      if (newline < 0) newline = bytes.length;
      const begins = this.#begins(bytes, line, newline);
      // Text goes on until another entry begins.
      const goesOn = this.shape === 'text' && starts.length > 0 && !begins;
      if (line >= limit && !goesOn) break;
      if (begins) {
        starts.push(line);
        ends.push(trimmed(bytes, line, newline));
      } else if (this.shape === 'text' && starts.length > 0) {
        const last = starts.length - 1;
        if (newline - starts[last] <= LONGEST_LINE) {
          ends[last] = trimmed(bytes, line, newline);
        } else if (line >= limit) {
          break;
        }
      }
      line = newline + 1;
    }
    return { base, bytes, starts, ends, at: this.#times(bytes, starts, ends) };
  }

  /** Where the last line ends that is whole: the one behind it is still being written. */
  async endOfLines(): Promise<number> {
    for (let to = this.size; to > 0; to -= HEAD_BYTES) {
      const from = Math.max(0, to - HEAD_BYTES);
      const bytes = await this.#read(from, to, new BlockMemory());
      const newline = bytes.lastIndexOf(NEWLINE);
      if (newline >= 0) return from + newline + 1;
    }
    return 0;
  }

  /** When the first entry of a block happened; undefined where none begins in its first part. */
  async timeNear(number: number): Promise<number | undefined> {
    const from = number * BLOCK_BYTES;
    const to = Math.min(from + HEAD_BYTES, this.size);
    const { bytes, starts, ends } = await this.between(from, to);
    for (let i = 0; i < starts.length; i++) {
      const { at } = scanLine(bytes, starts[i], ends[i]);
      if (!Number.isNaN(at)) return at;
    }
    return undefined;
  }

  /** Whether the last entry of it ends in what was read. */
  #isWhole(bytes: Buffer, base: number, limit: number): boolean {
    return (
      this.shape !== 'text' &&
      (bytes.indexOf(NEWLINE, limit - 1) >= 0 ||
        base + bytes.length >= this.size)
    );
  }

  #passedOver(bytes: Buffer, base: number, first: number): Block {
    const newline = bytes.indexOf(NEWLINE, first);
    const end = newline < 0 ? bytes.length : newline;
    const { at } = scanLine(bytes, first, end);
    return {
      ...{ base, bytes, starts: [], ends: [], at: [] },
      ...(!Number.isNaN(at) && { passedOver: at }),
    };
  }

  #begins(bytes: Buffer, line: number, newline: number): boolean {
    if (trimmed(bytes, line, newline) <= line) return false;
    return this.shape !== 'text' || beginsText(bytes, line, newline);
  }

  #times(bytes: Buffer, starts: number[], ends: number[]): number[] {
    const at = starts.map((start, i) => scanLine(bytes, start, ends[i]).at);
    let carry = at.find(each => !Number.isNaN(each)) ?? this.otherwiseAt;
    for (let i = 0; i < at.length; i++) {
      if (Number.isNaN(at[i])) at[i] = carry;
      else carry = at[i];
    }
    return at;
  }

  /** Fewer bytes where the file was cut off meanwhile. Those that are there already are not read again. */
  async #read(
    from: number,
    to: number,
    memory: BlockMemory,
    there?: Buffer,
  ): Promise<Buffer> {
    const length = Math.max(0, Math.min(to, this.size) - from);
    const buffer = memory.of(length, there);
    let filled = there?.length ?? 0;
    while (filled < length) {
      const { bytesRead } = await this.handle.read(
        buffer,
        filled,
        length - filled,
        from + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}

/** Lines of JSON, text whose entries begin with a time, or lines that each stand alone. */
export function shapeOf(head: Buffer): FileShape {
  let line = 0;
  let isFirst = true;
  while (line < head.length) {
    const newline = head.indexOf(NEWLINE, line);
    const end = newline < 0 ? head.length : newline;
    if (trimmed(head, line, end) > line) {
      if (isFirst && head[line] === 123) return 'json';
      isFirst = false;
      if (beginsText(head, line, end)) return 'text';
    }
    line = end + 1;
  }
  return 'lines';
}

function lineAfter(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline < 0 ? -1 : newline + 1;
}

function trimmed(bytes: Buffer, line: number, newline: number): number {
  return newline > line && bytes[newline - 1] === RETURN
    ? newline - 1
    : newline;
}
