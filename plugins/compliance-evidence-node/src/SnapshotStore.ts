/** What was kept, and under which key it is found again. */
export interface Kept {
  key: string;
  /** `sha256:` and 64 hexadecimal digits. */
  sha256: string;
  size: number;
}

/**
 * Where bytes are kept: raw snapshots, answers, renderings and packs. They are named by what is in them, so the same
 * bytes are kept once, and nothing that is kept is ever written over.
 */
export interface SnapshotStore {
  /** Keeps all of the chunks, or nothing: what ends half way is not there. */
  put(chunks: AsyncIterable<Uint8Array>): Promise<Kept>;
  /** @throws Error where the bytes are not there, or are not those that were kept */
  get(key: string): AsyncIterable<Uint8Array>;
  remove(key: string): Promise<void>;
}
