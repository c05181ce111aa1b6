import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files that are kept beside the one that is written: the last as it was, the others compressed. */
const KEPT = 9;

/** Appends lines to a file. One that is full is put aside, and of those that were the oldest goes. */
export class RotatingFile {
  #descriptor: number;
  #size: number;

  /** @param bytes - A file has about so many. */
  constructor(private readonly file: string, private readonly bytes: number) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.#descriptor = openSync(file, 'a', 0o600);
    this.#size = fstatSync(this.#descriptor).size;
  }

  write(line: string): void {
    if (this.#size >= this.bytes) this.#rotate();
    this.#size += writeSync(this.#descriptor, line);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #rotate(): void {
    this.close();
    rmSync(`${this.file}.${KEPT}.gz`, { force: true });
    for (let n = KEPT - 1; n >= 2; n--) {
      const from = `${this.file}.${n}.gz`;
      if (existsSync(from)) renameSync(from, `${this.file}.${n + 1}.gz`);
    }
    const last = `${this.file}.1`;
    if (existsSync(last)) {
      writeFileSync(`${this.file}.2.gz`, gzipSync(readFileSync(last)), {
        mode: 0o600,
      });
    }
    renameSync(this.file, last);
    this.#descriptor = openSync(this.file, 'a', 0o600);
    this.#size = 0;
  }
}
