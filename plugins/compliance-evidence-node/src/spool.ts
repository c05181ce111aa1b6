import { createHash, randomUUID } from 'crypto';
import { mkdir, open, rm } from 'fs/promises';
import path from 'path';

/** Bytes in a file, with what is known of them. */
export interface SpooledFile {
  path: string;
  size: number;
  /** SHA-256, in hexadecimal digits. */
  digest: string;
}

/**
 * Writes chunks to a file of their own, lets it be used, and takes it away again: a store that names what it keeps by its
 * content has to have all of it first, and may be asked again where it fails.
 *
 * @param folder - Made where it is missing.
 * @param options - `sync`: whether the bytes have to outlive a crash of the machine.
 */
export async function spooled<T>(
  folder: string,
  chunks: AsyncIterable<Uint8Array>,
  use: (file: SpooledFile) => Promise<T>,
  options: { sync?: boolean } = {},
): Promise<T> {
  const file = path.join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true });
    return await use(await write(file, chunks, options));
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

async function write(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  { sync = false }: { sync?: boolean },
): Promise<SpooledFile> {
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
    if (sync) await handle.sync();
  } finally {
    await handle.close();
  }
  return { path: file, size, digest: hash.digest('hex') };
}
