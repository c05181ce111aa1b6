import { KnownFile, ListedFile, LogFolder } from '../files/LogFolder';
import { LogFile } from '../files/LogFile';
import { isPacked } from '../files/Unpacked';
import { OUT_OF_ORDER_MS } from './FileCursor';

/** The files of one request: each is opened when it is needed, and all are closed at its end. */
export class OpenFiles {
  readonly #open: LogFile[] = [];
  /** Of the listed files, by their places. */
  readonly #keys: Promise<string | undefined>[] = [];
  readonly #alike = new Map<string, number>();
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
        async ({ path, key, identity }) =>
          LogFile.open(path, {
            key: await this.#keyOf(listed, key),
            identity,
          }),
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
    return this.folder.known(listed);
  }

  /** Whether all of a compressed file is later, as its beginning says: nobody has to unpack it. */
  async isLater(listed: ListedFile, to: number): Promise<boolean> {
    if (!isPacked(listed.name)) return false;
    const { at } = await this.folder.beginning(listed);
    return at !== undefined && at > to + OUT_OF_ORDER_MS;
  }

  /** Opens a listed file, as {@link OpenFiles.open} does, unless all of it is later. */
  async openUnlessLater(
    listed: ListedFile,
    to: number,
  ): Promise<LogFile | undefined> {
    return (await this.isLater(listed, to)) ? undefined : this.open(listed);
  }

  /** Whether a file is not the one of that key, as far as its beginning says. */
  async isOther(listed: ListedFile, key: string): Promise<boolean> {
    const own = await this.#keyAt(this.listed.indexOf(listed));
    return own !== undefined && own !== key;
  }

  /** Where an earlier page ended in a file, as far as its beginning says which one it is. */
  async positionIn(
    listed: ListedFile,
    positions: Readonly<Record<string, number>>,
  ): Promise<number | undefined> {
    const own = await this.#keyAt(this.listed.indexOf(listed));
    return own === undefined ? undefined : positions[own];
  }

  /** By how a file begins that was opened. It is another than was looked into where it was written anew since. */
  async #keyOf(listed: ListedFile, begins: string): Promise<string> {
    const place = this.listed.indexOf(listed);
    const own = await this.#keyAt(place);
    if (own?.startsWith(begins)) return own;
    const next = this.#next(begins);
    this.#keys[place] = Promise.resolve(next);
    return next;
  }

  /**
   * Files that begin alike are told apart by their order in the list, whichever is asked about or opened first: each page has to call
   * them by the same keys.
   */
  #keyAt(place: number): Promise<string | undefined> {
    this.#keys[place] ??= this.#number(place);
    return this.#keys[place];
  }

  async #number(place: number): Promise<string | undefined> {
    if (place > 0) await this.#keyAt(place - 1);
    const { key } = await this.folder.beginning(this.listed[place]);
    return key === undefined ? undefined : this.#next(key);
  }

  #next(begins: string): string {
    const before = this.#alike.get(begins) ?? 0;
    this.#alike.set(begins, before + 1);
    return before === 0 ? begins : `${begins}~${before}`;
  }
}
