import { createReadStream } from 'fs';
import { mkdir, rename, rm, stat } from 'fs/promises';
import path from 'path';
import { isError, NotFoundError } from '@backstage/errors';
import {
  asKept,
  contentKey,
  demandContentKey,
  Kept,
  SnapshotStore,
  spooled,
} from '@countersign/plugin-compliance-evidence-node';

/** A folder whose files are named by what is in them. Replicas share it. */
export class LocalFolderStore implements SnapshotStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    try {
      // On the same file system: what is renamed is there as a whole or not at all.
      return await spooled(
        path.join(this.#folder, 'incoming'),
        chunks,
        async part => {
          const key = contentKey(part.digest);
          const file = path.join(this.#folder, key);
          await mkdir(path.dirname(file), { recursive: true });
          await rename(part.path, file);
          return { key, sha256: `sha256:${part.digest}`, size: part.size };
        },
        // The record of it is about to be committed, and must not outlive the bytes.
        { sync: true },
      );
    } catch (error) {
      throw inWords(error, this.#folder);
    }
  }

  async *get(key: string): AsyncIterable<Uint8Array> {
    const file = this.#fileOf(key);
    await stat(file).catch(error => {
      throw inWords(error, this.#folder);
    });
    yield* asKept(key, createReadStream(file, { highWaterMark: 256 * 1024 }));
  }

  async remove(key: string): Promise<void> {
    await rm(this.#fileOf(key), { force: true });
  }

  #fileOf(key: string): string {
    return path.join(this.#folder, demandContentKey(key));
  }
}

/** What an operator can act on. */
function inWords(error: unknown, folder: string): unknown {
  const code = isError(error) ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Error(
      `The store of evidence in ${folder} is full: make room, and take the run up again`,
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Error(
      `The store of evidence in ${folder} cannot be written (${code}): give the backend the right to`,
      { cause: error },
    );
  }
  if (code === 'ENOENT') {
    return new NotFoundError(
      `The store of evidence in ${folder} has lost a file: bring it back from a backup`,
      error as Error,
    );
  }
  return error;
}
