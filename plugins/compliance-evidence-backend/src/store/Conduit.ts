import {
  Kept,
  SnapshotStore,
} from '@countersign/plugin-compliance-evidence-node';

/** So many bytes may wait for whoever reads: memory stays the same whatever the size. */
const MOST_WAITING = 1024 * 1024;

class NobodyReads extends Error {}

/** A promise, and what fulfils it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>(fulfil => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** What one side writes and another reads, piece by piece, as fast as it is read. */
class Conduit implements AsyncIterable<Uint8Array> {
  readonly #waiting: Uint8Array[] = [];
  #bytes = 0;
  #end: { error?: unknown } | undefined;
  #isClosed = false;
  #changed = deferred();

  async write(chunk: Uint8Array): Promise<void> {
    this.#waiting.push(chunk);
    this.#bytes += chunk.length;
    this.#tell();
    while (this.#bytes > MOST_WAITING && !this.#isClosed) {
      await this.#changed.promise;
    }
    if (this.#isClosed) throw new NobodyReads();
  }

  end(error?: unknown): void {
    this.#end = { error };
    this.#tell();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    try {
      for (;;) {
        const chunk = this.#waiting.shift();
        if (chunk) {
          this.#bytes -= chunk.length;
          this.#tell();
          yield chunk;
        } else if (this.#end) {
          if (this.#end.error !== undefined) throw this.#end.error;
          return;
        } else {
          await this.#changed.promise;
        }
      }
    } finally {
      this.#isClosed = true;
      this.#tell();
    }
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = deferred();
  }
}

/**
 * Keeps what somebody writes, while they write it.
 *
 * @returns what was kept, and what whoever wrote it answered
 * @throws what failed first: the writing, or the store
 */
export async function keepWritten<T>(
  store: SnapshotStore,
  produce: (write: (chunk: Uint8Array) => Promise<void>) => Promise<T>,
): Promise<{ kept: Kept; value: T }> {
  const conduit = new Conduit();
  const producing = produce(chunk => conduit.write(chunk)).then(
    value => {
      conduit.end();
      return value;
    },
    error => {
      conduit.end(error);
      throw error;
    },
  );
  const [kept, produced] = await Promise.allSettled([
    store.put(conduit),
    producing,
  ]);
  if (
    produced.status === 'rejected' &&
    !(produced.reason instanceof NobodyReads)
  ) {
    throw produced.reason;
  }
  if (kept.status === 'rejected') throw kept.reason;
  if (produced.status === 'rejected') throw produced.reason;
  return { kept: kept.value, value: produced.value };
}

/** All of what is kept, for what is small. */
export async function readWhole(
  store: SnapshotStore,
  key: string,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.get(key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Keeps what is small. */
export function keepBytes(
  store: SnapshotStore,
  bytes: Uint8Array,
): Promise<Kept> {
  return store.put(
    (async function* whole() {
      yield bytes;
    })(),
  );
}
