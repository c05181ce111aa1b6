import { FileHandle, open } from 'node:fs/promises';
import { Reader } from '@zip.js/zip.js';
import { CommandFailure } from '../../output/failure';
import { PackZip } from './PackZip';

/** Reads a zip where its parts are: none of it is held. */
class HandleReader extends Reader<FileHandle> {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    super(handle);
    this.#handle = handle;
  }

  async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#handle.stat()).size;
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await this.#handle.read(
        buffer,
        read,
        length - read,
        index + read,
      );
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }
}

/**
 * Opens a pack in a file.
 *
 * @throws CommandFailure where the file is no zip that may be read, with what is wrong
 */
export async function openPackFile(
  path: string,
): Promise<{ files: PackZip; close(): Promise<void> }> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw new CommandFailure(`${path} cannot be read: ${reasonOf(error)}`);
  }
  try {
    const files = await PackZip.read(new HandleReader(handle));
    return { files, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw new CommandFailure(
      `${path} is not a pack that can be read: ${reasonOf(error)}`,
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
