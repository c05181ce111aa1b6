import { JsonClient } from '@countersign/plugin-governance-common';
import { readRunbook, RunbookPart, RunbookText } from './readRunbook';

/** Reads pages of TechDocs for their titles, and for the steps in them. */
export class RunbookClient {
  readonly #client: JsonClient;
  /** Read before, by the path of the page: a title seldom changes, and pages are long. */
  readonly #titles = new Map<string, string>();

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  /**
   * The steps of a page. Rejects with a `ResponseError` where the page is not made yet, or the reader may not read it.
   *
   * @param path - From `runbookPath`, or `docsPathOf`.
   */
  async getSteps(
    path: string,
    options?: { signal?: AbortSignal },
  ): Promise<RunbookPart[]> {
    const { parts } = await this.#read(path, options);
    return parts;
  }

  /** The titles of pages by their paths, without those that cannot be read or have none. */
  async getTitles(
    paths: readonly string[],
    options?: { signal?: AbortSignal },
  ): Promise<Record<string, string>> {
    const unread = paths.filter(path => !this.#titles.has(path));
    await Promise.allSettled(unread.map(path => this.#read(path, options)));
    const titles: Record<string, string> = {};
    for (const path of paths) {
      const title = this.#titles.get(path);
      if (title !== undefined) titles[path] = title;
    }
    return titles;
  }

  async #read(
    path: string,
    options?: { signal?: AbortSignal },
  ): Promise<RunbookText> {
    const page = await this.#client.bytes(
      `/static/docs/${path}/index.html`,
      {},
      options,
    );
    const text = readRunbook(new TextDecoder().decode(page));
    if (text.title !== undefined) this.#titles.set(path, text.title);
    return text;
  }
}
