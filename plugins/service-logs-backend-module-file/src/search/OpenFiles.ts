import { FoundFile, ListedFile, LogFolder } from '../files/LogFolder';
import { LogFile } from '../files/LogFile';

/** The files of one request: each is opened when it is needed, and all are closed at its end. */
export class OpenFiles {
  readonly #open: LogFile[] = [];
  readonly #keys = new Map<string, number>();

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
      if (!found) return undefined;
      // Files that begin alike are told apart by their order.
      const before = this.#keys.get(found.key) ?? 0;
      this.#keys.set(found.key, before + 1);
      return before === 0 ? found : { ...found, key: `${found.key}~${before}` };
    } catch {
      this.problems.push(`${listed.name} cannot be read.`);
      return undefined;
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
