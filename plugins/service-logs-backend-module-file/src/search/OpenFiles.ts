import { KnownFile, ListedFile, LogFolder } from '../files/LogFolder';
import { LogFile } from '../files/LogFile';
import { OUT_OF_ORDER_MS } from './FileCursor';

/** The files of one request: each is opened when it is needed, and all are closed at its end. */
export class OpenFiles {
  readonly #open: LogFile[] = [];
  readonly #keys = new Map<string, string>();
  #isOver = false;

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
      lent.#isOver = true;
      // Threads may still count: nobody waits for them.
      for (const file of lent.#open) file.close().catch(() => {});
    }
  }

  /** Opens a listed file; undefined where it cannot be read, which is among the problems then, or has nothing in it. */
  async open(listed: ListedFile): Promise<LogFile | undefined> {
    try {
      const file = await this.folder.lend(
        listed,
        this.problems,
        ({ path, key }) => LogFile.open(path, this.#keyOf(listed, key)),
      );
      // It took so long to unpack that nobody waits any more.
      if (this.#isOver) await file?.close();
      else if (file) this.#open.push(file);
      return file;
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
    return beginning?.at !== undefined && beginning.at > to + OUT_OF_ORDER_MS;
  }

  /** Whether a compressed file is not the one of that key, as far as that can be said without unpacking it. */
  async isOther(listed: ListedFile, key: string): Promise<boolean> {
    const beginning = await this.folder.beginning(listed);
    return (
      beginning?.key !== undefined && this.#keyOf(listed, beginning.key) !== key
    );
  }

  /** Where an earlier page ended in a compressed file, as far as that can be said without unpacking it. */
  async positionIn(
    listed: ListedFile,
    positions: Readonly<Record<string, number>>,
  ): Promise<number | undefined> {
    const beginning = await this.folder.beginning(listed);
    return beginning?.key === undefined
      ? undefined
      : positions[this.#keyOf(listed, beginning.key)];
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
}
