import { FileEntry, Reader, ZipReader } from '@zip.js/zip.js';
import {
  PackFiles,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';

const MOST_ENTRIES = 10_000;
/** Nothing is unpacked to the disk, so this bounds time, not space. */
const MOST_BYTES = 16 * 1024 * 1024 * 1024;
/** What deflate can do at best, and a little more: anything beyond is made to deceive. */
const BEST_RATIO = 1100;

/** What is written into its sink, one piece at a time, and how the writing ended. */
class PieceQueue {
  outcome?: { problem?: unknown };
  readonly #pieces: Uint8Array[] = [];
  #taken = () => {};
  #wake = () => {};

  readonly sink = new WritableStream<Uint8Array>({
    write: piece =>
      new Promise<void>(done => {
        this.#pieces.push(piece);
        this.#taken = done;
        this.#wake();
      }),
  });

  take(): Uint8Array | undefined {
    return this.#pieces.shift();
  }

  /** The next piece may come. */
  taken(): void {
    this.#taken();
  }

  end(problem?: unknown): void {
    this.outcome = { problem };
    this.#wake();
  }

  /** Until there is a piece, or an end. */
  news(): Promise<void> {
    return new Promise(done => {
      this.#wake = done;
    });
  }
}

/** The files of a pack, read from its zip as they are asked for. */
export class PackZip implements PackFiles {
  readonly #entries: ReadonlyMap<string, FileEntry>;

  /** @throws Error where it is no zip that may be read, with what is wrong */
  static async read(source: Reader<unknown>): Promise<PackZip> {
    const reader = new ZipReader(source, {
      strictness: 'strict',
      checkSignature: true,
      checkOverlappingEntry: true,
      useWebWorkers: false,
    });
    const found = await reader.getEntries();
    const entries = new Map<string, FileEntry>();
    let bytes = 0;
    for (const entry of found) {
      refuse(unreadable(entry, entries));
      bytes += entry.uncompressedSize;
      entries.set(entry.filename, entry as FileEntry);
    }
    refuse(
      found.length > MOST_ENTRIES
        ? `it has ${found.length} files; a pack has ${MOST_ENTRIES} at most`
        : undefined,
    );
    refuse(
      bytes > MOST_BYTES
        ? `it would unpack to ${bytes} bytes; ${MOST_BYTES} are read at most`
        : undefined,
    );
    return new PackZip(entries);
  }

  private constructor(entries: ReadonlyMap<string, FileEntry>) {
    this.#entries = entries;
  }

  paths(): readonly string[] {
    return [...this.#entries.keys()];
  }

  size(path: string): number {
    return this.#entry(path).uncompressedSize;
  }

  async *open(path: string): AsyncIterable<Uint8Array> {
    const entry = this.#entry(path);
    let length = 0;
    for await (const piece of unpacked(entry)) {
      length += piece.length;
      if (length > entry.uncompressedSize) break;
      yield piece;
    }
    if (length !== entry.uncompressedSize) {
      throw new Error(
        `it unpacks to another size than the ${entry.uncompressedSize} bytes it says`,
      );
    }
  }

  #entry(path: string): FileEntry {
    const entry = this.#entries.get(path);
    if (!entry) throw new Error(`${path} is not in the pack`);
    return entry;
  }
}

/** The pieces of an entry, one at a time: the next is made when this one was taken. */
async function* unpacked(entry: FileEntry): AsyncIterable<Uint8Array> {
  const queue = new PieceQueue();
  const stop = new AbortController();
  entry.getData(queue.sink, { signal: stop.signal }).then(
    () => queue.end(),
    (problem: unknown) => queue.end(problem),
  );
  try {
    for (;;) {
      const piece = queue.take();
      if (piece) {
        yield piece;
        queue.taken();
      } else if (queue.outcome) {
        const { problem } = queue.outcome;
        if (problem === undefined) return;
        throw new Error(`it cannot be unpacked: ${reasonOf(problem)}`);
      } else {
        await queue.news();
      }
    }
  } finally {
    stop.abort();
  }
}

function unreadable(
  entry: {
    filename: string;
    directory: boolean;
    encrypted: boolean;
    compressedSize: number;
    uncompressedSize: number;
  },
  known: ReadonlyMap<string, unknown>,
): string | undefined {
  const { filename, compressedSize, uncompressedSize } = entry;
  const name = JSON.stringify(filename.slice(0, 200));
  if (entry.directory) return `${name} is a folder, which packs do not have`;
  const unsafe = unsafePath(filename);
  if (unsafe) return `the path ${name} ${unsafe}`;
  if (entry.encrypted) return `${name} is encrypted`;
  const same = [...known.keys()].find(
    each => each.toLowerCase() === filename.toLowerCase(),
  );
  if (same !== undefined) return `it has ${name} twice`;
  return uncompressedSize > BEST_RATIO * (compressedSize + 1)
    ? `${name} says that it unpacks to ${uncompressedSize} bytes from ${compressedSize}, which nothing does`
    : undefined;
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new Error(reason);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
