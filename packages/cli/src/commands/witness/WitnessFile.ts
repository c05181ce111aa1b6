import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { CommandFailure } from '../../output/failure';

const FORMAT = 'countersign-witness/v1';

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** By origin: the checkpoint that was cosigned last. */
  logs: z.record(
    z.string(),
    z.strictObject({ checkpoint: z.string(), cosignedAt: z.string() }),
  ),
  /** What shows that a log was tampered with: both checkpoints, each signed by the log itself. */
  misconduct: z.array(
    z.strictObject({
      at: z.string(),
      code: z.string(),
      message: z.string(),
      shown: z.string(),
      cosigned: z.string(),
    }),
  ),
});

/** What a witness remembers. */
export type WitnessMemory = z.output<typeof fileSchema>;

/**
 * The memory of a witness, in a file. It is all that makes a witness worth anything: it is never begun anew by itself, and
 * what is cosigned is on the disk before the cosignature is given away.
 */
export class WitnessFile {
  constructor(private readonly path: string) {}

  /** @throws CommandFailure where there is one already */
  async begin(): Promise<void> {
    await this.#locked(async () => {
      const there = await this.#text();
      if (there !== undefined) {
        throw new CommandFailure(
          `${this.path} is there already: leave out --begin.`,
        );
      }
      await this.#write({ format: FORMAT, logs: {}, misconduct: [] });
    });
  }

  /**
   * Reads the memory, and writes what becomes of it before it answers. No other process does so meanwhile.
   *
   * @throws CommandFailure where the file is missing or is none
   */
  async update<T>(
    change: (
      memory: WitnessMemory,
    ) => Promise<{ memory: WitnessMemory; answer: T }>,
  ): Promise<T> {
    return this.#locked(async () => {
      const before = await this.#read();
      const { memory, answer } = await change(before);
      if (memory !== before) await this.#write(memory);
      return answer;
    });
  }

  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${this.path}.lock`;
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(`${process.pid}\n`);
      await handle.close();
    } catch (error) {
      throw new CommandFailure(
        codeOf(error) === 'EEXIST'
          ? `Another process uses ${this.path}. Should there be none, remove ${lock}.`
          : `${lock} cannot be written: ${messageOf(error)}.`,
      );
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new CommandFailure(
        `${this.path} cannot be read: ${messageOf(error)}.`,
      );
    }
  }

  async #read(): Promise<WitnessMemory> {
    const text = await this.#text();
    if (text === undefined) {
      throw new CommandFailure(
        `There is no ${this.path}. A witness that forgot what it saw cannot tell when a log is rewritten: restore the file, or give --begin where this witness never saw a log.`,
      );
    }
    try {
      return fileSchema.parse(JSON.parse(text));
    } catch {
      throw new CommandFailure(
        `${this.path} is not what a witness remembers, or it is damaged: restore it. Do not begin anew, or what it saw is forgotten.`,
      );
    }
  }

  async #write(memory: WitnessMemory): Promise<void> {
    const fresh = `${this.path}.new`;
    const handle = await open(fresh, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(memory, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.path);
  }
}

function codeOf(error: unknown): unknown {
  return Object(error).code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
