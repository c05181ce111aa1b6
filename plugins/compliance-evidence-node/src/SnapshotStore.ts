/** Where the raw bytes of snapshots are kept. */
export interface SnapshotStore {
  put(
    key: string,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<{ /** `sha256:…` */ sha256: string; size: number }>;
  get(key: string): AsyncIterable<Uint8Array>;
  remove(key: string): Promise<void>;
}
