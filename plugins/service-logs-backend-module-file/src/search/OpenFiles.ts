import {
  FoundFile,
  KnownFile,
  ListedFile,
  LogFolder,
} from '../files/LogFolder';
import { LogFile } from '../files/LogFile';
import { OUT_OF_ORDER_MS } from './FileCursor';

/** The files of one request: each is opened when it is needed, and all are closed at its end. */
export class OpenFiles {
  readonly #open: LogFile[] = [];
  readonly #keys = new Map<string, string>();

  private constructor(
    private readonly folder: LogFolder,
    readonly listed: readonly ListedFile[],
    readonly problems: string[],
  ) {}

  /** Lends the files that may hold entries since `from`, the latest first. */
  static async lend<T>(
    folder: LogFolder,
    from: number,
    use: (files: OpenFiles) => Promise<T>,
  ): Promise<T> {
    const { files, problems } = await folder.list(from);
    const lent = new OpenFiles(folder, files, problems);
    try {
      return await use(lent);
    } finally {
      // Threads may still count: nobody waits for them.
      for (const file of lent.#open) file.close().catch(() => {});
    }
  }

  /** What a listed file is; undefined where it cannot be read, which is among the problems then, or has nothing in it. */
  async find(listed: ListedFile): Promise<FoundFile | undefined> {
    try {
      const found = await this.folder.find(listed, this.problems);
      return found && { ...found, key: this.#keyOf(listed, found.key) };
    } catch {
      this.problems.push(`${listed.name} cannot be read.`);
      return undefined;
    }
  }

  /** What is known of a compressed file without unpacking it again. */
  known(listed: ListedFile): KnownFile | undefined {
    const known = this.folder.known(listed);
    return known && { ...known, key: this.#keyOf(listed, known.key) };
  }

  /** Whether all of a compressed file is later, as its beginning says: nobody has to unpack it. */
  async isLater(listed: ListedFile, to: number): Promise<boolean> {
    const beginning = await this.folder.beginning(listed);
    return beginning !== undefined && beginning > to + OUT_OF_ORDER_MS;
  }

  /** Files that begin alike are told apart by their order. */
  #keyOf({ path }: ListedFile, key: string): string {
    for (let n = 0; ; n++) {
      const own = n === 0 ? key : `${key}~${n}`;
      const holder = this.#keys.get(own);
      if (holder === undefined || holder === path) {
        this.#keys.set(own, path);
        return own;
      }
    }
  }

  async open({ path, key, name }: FoundFile): Promise<LogFile | undefined> {
    try {
      const file = await LogFile.open(path, key);
      this.#open.push(file);
      return file;
    } catch {
      this.problems.push(`${name} cannot be read.`);
      return undefined;
    }
  }
}
