import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Beginning, beginningOf } from './beginning';
import { fingerprint, FINGERPRINT_BYTES } from './fingerprint';
import { isPacked, Unpacked } from './Unpacked';

/** A file that was found, known by how it begins: it keeps its key when it is rotated, copied away or compressed. */
export interface FoundFile {
  key: string;
  /** What to open: of a compressed file, its unpacked copy. */
  path: string;
  /** Of the compressed file that it is a copy of. */
  identity?: string;
}

/** A file as a folder lists it, before it was looked into. */
export interface ListedFile {
  path: string;
  name: string;
  size: number;
  mtimeMs: number;
  identity: string;
}

/** What is known of a compressed file that was unpacked before. */
export interface KnownFile {
  identity: string;
  /** Of what is read of it, in bytes. */
  size: number;
  problems: readonly string[];
}

/** More are not read: the latest are. */
const MOST_FILES = 200;
/** Compressed files of which something is remembered. */
const MOST_REMEMBERED = 1_000;
/** Clocks of a writer and of the disk may differ by so much. */
const CLOCKS_APART_MS = 300_000;

/** The files that some patterns name. `*` stands for anything within the last part of a path. */
export class LogFolder {
  // By identity: a file of the same one has not changed.
  readonly #known = new Map<string, KnownFile>();
  readonly #beginnings = new Map<string, Promise<Beginning>>();

  constructor(
    private readonly patterns: readonly string[],
    private readonly unpacked: Unpacked,
  ) {}

  /** Those that may hold entries since `from`, the latest first. What is no file, or is gone meanwhile, is passed over. */
  async list(
    from: number,
  ): Promise<{ files: ListedFile[]; problems: string[] }> {
    const problems: string[] = [];
    const found = new Map<string, ListedFile>();
    for (const pattern of this.patterns) {
      for (const file of await namedBy(pattern, problems)) {
        const stats = await stat(file).catch(() => undefined);
        if (!stats?.isFile() || stats.size === 0) continue;
        const { size, mtimeMs, dev, ino } = stats;
        found.set(file, {
          path: file,
          name: path.basename(file),
          size,
          mtimeMs,
          identity: `${dev}:${ino}:${size}:${mtimeMs}`,
        });
      }
    }
    const recent = [...found.values()]
      .filter(({ mtimeMs }) => mtimeMs + CLOCKS_APART_MS >= from)
      .sort((a, b) => b.mtimeMs - a.mtimeMs || (a.path < b.path ? -1 : 1));
    if (recent.length > MOST_FILES) {
      problems.push(
        `${
          recent.length - MOST_FILES
        } older files are not read: ${MOST_FILES} are at most.`,
      );
    }
    return { files: recent.slice(0, MOST_FILES), problems };
  }

  /**
   * Lends a file, by what is to be opened and by which key; undefined for one that has no whole line yet. A compressed one stays unpacked
   * until `use` is over: what it opened stays readable.
   *
   * @throws Error when it cannot be read
   */
  async lend<T>(
    file: ListedFile,
    problems: string[],
    use: (found: FoundFile) => Promise<T>,
  ): Promise<T | undefined> {
    const { name, identity } = file;
    if (!isPacked(name)) {
      const key = await fingerprintOf(file.path);
      return key === undefined ? undefined : use({ key, path: file.path });
    }
    return this.unpacked.lend(file.path, identity, async copy => {
      const own = [
        ...(copy.cutOff
          ? [`${name} ends early: what is before that was read.`]
          : []),
        ...(copy.tooLarge
          ? [`${name} is too large: only its beginning was read.`]
          : []),
      ];
      problems.push(...own);
      const key = await fingerprintOf(copy.path);
      if (key === undefined) return undefined;
      const known = { identity, size: copy.bytes, problems: own };
      remember(this.#known, identity, known);
      return use({ key, path: copy.path, identity });
    });
  }

  /** What is known of a compressed file without unpacking it. */
  known({ identity }: ListedFile): KnownFile | undefined {
    return this.#known.get(identity);
  }

  /** What a file says by its first lines: a compressed one without being unpacked, of another one only its key. */
  async beginning({
    name,
    path: file,
    identity,
  }: ListedFile): Promise<Beginning> {
    if (!isPacked(name)) {
      return { key: await fingerprintOf(file).catch(() => undefined) };
    }
    const known = this.#beginnings.get(identity);
    if (known) return known;
    const asked = beginningOf(file);
    remember(this.#beginnings, identity, asked);
    return asked;
  }
}

/** The oldest goes where there are too many. */
function remember<T>(known: Map<string, T>, identity: string, what: T): void {
  known.set(identity, what);
  if (known.size > MOST_REMEMBERED) {
    const [oldest] = known.keys();
    known.delete(oldest);
  }
}

async function namedBy(pattern: string, problems: string[]): Promise<string[]> {
  const folder = path.dirname(pattern);
  const last = path.basename(pattern);
  if (!last.includes('*')) return [pattern];
  const names = await readdir(folder).catch(() => undefined);
  if (!names) {
    problems.push('A folder of logs is not there, or cannot be read.');
    return [];
  }
  return names
    .filter(name => fits(name, last.split('*')))
    .map(name => path.join(folder, name));
}

/** Each part in its order: the first at the beginning, the last at the end. */
function fits(name: string, [first, ...rest]: string[]): boolean {
  const last = rest.pop() ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

async function fingerprintOf(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(FINGERPRINT_BYTES);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return fingerprint(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
