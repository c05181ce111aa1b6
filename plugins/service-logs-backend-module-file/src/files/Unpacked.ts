import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/** A compressed file that was unpacked, so that it can be read from anywhere. */
export interface UnpackedFile {
  path: string;
  bytes: number;
  /** True where it ends early: what came before is there. */
  cutOff: boolean;
  /** True where it is larger than what is kept: its beginning is there. */
  tooLarge: boolean;
}

/** How compressed files are called. */
export const packedEndings = ['.gz', '.zst'] as const;

/** Whether a file is compressed, and can be read by this Node. */
export function isPacked(name: string): boolean {
  return packedEndings.some(ending => name.endsWith(ending));
}

/** Keeps compressed files unpacked in a folder of its own, the last used, up to a size. Each is unpacked once, whoever waits for it. */
export class Unpacked {
  readonly #files = new Map<string, Promise<UnpackedFile>>();
  /** How often each is lent. */
  readonly #lent = new Map<string, number>();
  #folder: Promise<string> | undefined;
  #next = 0;

  /** @param maxBytes - Of all together, and so of one. */
  constructor(private readonly maxBytes: number) {}

  /**
   * Lends the copy of a file: it is not taken away before `use` is over.
   *
   * @param identity - Another one where the file has changed.
   */
  async lend<T>(
    file: string,
    identity: string,
    use: (copy: UnpackedFile) => Promise<T>,
  ): Promise<T> {
    this.#lent.set(identity, (this.#lent.get(identity) ?? 0) + 1);
    try {
      return await use(await this.#get(file, identity));
    } finally {
      const others = this.#lent.get(identity)! - 1;
      if (others > 0) this.#lent.set(identity, others);
      else this.#lent.delete(identity);
    }
  }

  #get(file: string, identity: string): Promise<UnpackedFile> {
    const known = this.#files.get(identity);
    if (known) {
      // The last used is the last to go.
      this.#files.delete(identity);
      this.#files.set(identity, known);
      return known;
    }
    const unpacking = this.#unpack(file);
    this.#files.set(identity, unpacking);
    unpacking.then(
      () => this.#makeRoom(identity),
      () => this.#files.delete(identity),
    );
    return unpacking;
  }

  /** Takes the copies away. */
  async close(): Promise<void> {
    if (!this.#folder) return;
    const folder = await this.#folder;
    await Promise.allSettled(this.#files.values());
    await rm(folder, { recursive: true, force: true });
    this.#files.clear();
    this.#folder = undefined;
  }

  async #unpack(file: string): Promise<UnpackedFile> {
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'countersign-logs-'));
    this.#next += 1;
    const target = path.join(await this.#folder, String(this.#next));
    const most = this.maxBytes;
    let bytes = 0;
    let tooLarge = false;
    const bounded = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const part = chunk.subarray(0, Math.max(0, most - bytes));
        bytes += part.length;
        if (part.length < chunk.length) {
          tooLarge = true;
          this.push(part);
          this.push(null);
          done(new Error('too large'));
          return;
        }
        done(null, part);
      },
    });
    let cutOff = false;
    try {
      await pipeline(
        createReadStream(file),
        decompressor(file),
        bounded,
        createWriteStream(target, { mode: 0o600 }),
      );
    } catch (error) {
      if (bytes === 0) throw error;
      cutOff = !tooLarge;
    }
    const { size } = await stat(target);
    return { path: target, bytes: size, cutOff, tooLarge };
  }

  /** Those that were not used for longest go; one that is being read stays readable until it is closed. */
  async #makeRoom(kept: string): Promise<void> {
    const sizes = await Promise.all(
      [...this.#files].map(async ([identity, file]) => ({
        identity,
        file: await file.catch(() => undefined),
      })),
    );
    let total = sizes.reduce((sum, { file }) => sum + (file?.bytes ?? 0), 0);
    for (const { identity, file } of sizes) {
      if (total <= this.maxBytes) return;
      if (identity === kept || this.#lent.has(identity) || !file) continue;
      this.#files.delete(identity);
      total -= file.bytes;
      await rm(file.path, { force: true });
    }
  }
}

/** What unpacks a file of that name. */
export function decompressor(file: string): NodeJS.ReadWriteStream {
  if (file.endsWith('.gz')) return zlib.createGunzip();
  if (!('createZstdDecompress' in zlib)) {
    throw new Error('This Node reads no .zst: take 22.15 or 24');
  }
  return (
    zlib as unknown as { createZstdDecompress(): NodeJS.ReadWriteStream }
  ).createZstdDecompress();
}
