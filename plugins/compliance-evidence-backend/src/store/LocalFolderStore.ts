import { createHash, randomUUID } from 'crypto';
import { createReadStream } from 'fs';
import { mkdir, open, rename, rm, stat } from 'fs/promises';
import path from 'path';
import { isError, NotFoundError } from '@backstage/errors';
import {
  Kept,
  SnapshotStore,
} from '@countersign/plugin-compliance-evidence-node';

const keyPattern = /^sha256\/[0-9a-f]{2}\/[0-9a-f]{62}$/;

/** A folder whose files are named by what is in them. Replicas share it. */
export class LocalFolderStore implements SnapshotStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    // On the same file system: what is renamed is there as a whole or not at all.
    const incoming = path.join(this.#folder, 'incoming');
    const part = path.join(incoming, randomUUID());
    try {
      await mkdir(incoming, { recursive: true });
      const { digest, size } = await write(part, chunks);
      const key = keyOf(digest);
      const file = path.join(this.#folder, key);
      await mkdir(path.dirname(file), { recursive: true });
      await rename(part, file);
      return { key, sha256: `sha256:${digest}`, size };
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw inWords(error, this.#folder);
    }
  }

  async *get(key: string): AsyncIterable<Uint8Array> {
    const file = this.#fileOf(key);
    await stat(file).catch(error => {
      throw inWords(error, this.#folder);
    });
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file, {
      highWaterMark: 256 * 1024,
    })) {
      hash.update(chunk);
      yield chunk;
    }
    if (key !== keyOf(hash.digest('hex'))) {
      throw new Error(
        `What is kept as ${key} is no longer what was kept: its bytes have another digest. Bring the file back from a backup`,
      );
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#fileOf(key), { force: true });
  }

  #fileOf(key: string): string {
    if (!keyPattern.test(key)) {
      throw new NotFoundError(`${key} is no key of the store`);
    }
    return path.join(this.#folder, key);
  }
}

function keyOf(digest: string): string {
  return `sha256/${digest.slice(0, 2)}/${digest.slice(2)}`;
}

async function write(file: string, chunks: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, at);
        at += bytesWritten;
      }
    }
    // The record of it is about to be committed, and must not outlive the bytes.
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { digest: hash.digest('hex'), size };
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
