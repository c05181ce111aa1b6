export type WriteChunk = (chunk: Uint8Array) => Promise<void>;

/** What is known of a file once all of it was read. */
export interface ReadFile {
  writtenAt: Date;
  /** What the place itself calls this state of the file, by what it is called there. */
  version?: Record<string, string>;
}

/** A file that lies somewhere. */
export interface PlacedFile {
  /** Below its place. */
  path: string;
  /** @throws Error where not all of its bytes came, or not all of the same state */
  read(write: WriteChunk, signal: AbortSignal): Promise<ReadFile>;
}

/** Where files lie, such as a folder or a bucket. */
export interface FilePlace {
  /** Why a path is none there, or might lead elsewhere; undefined where it is fine. */
  unsafe(path: string): string | undefined;
  /** @throws NotFoundError where there is none, or as soon as it is read */
  one(path: string, signal: AbortSignal): Promise<PlacedFile>;
  /**
   * The files that a pattern means, in the order of their paths; `*` is any part of one name.
   *
   * @throws NotFoundError where there is none
   */
  like(pattern: string, signal: AbortSignal): Promise<PlacedFile[]>;
}
