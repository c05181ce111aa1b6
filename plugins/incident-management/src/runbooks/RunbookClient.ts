import { JsonClient } from '@countersign/plugin-governance-common';
import { readRunbook, RunbookPart } from './readRunbook';

/** Reads pages of TechDocs for the steps in them. */
export class RunbookClient {
  readonly #client: JsonClient;

  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }

  /**
   * The steps of a page. Rejects with a `ResponseError` where the page is not made yet, or the reader may not read it.
   *
   * @param path - From `runbookPath`.
   */
  async getSteps(
    path: string,
    options?: { signal?: AbortSignal },
  ): Promise<RunbookPart[]> {
    const page = await this.#client.bytes(
      `/static/docs/${path}/index.html`,
      {},
      options,
    );
    return readRunbook(new TextDecoder().decode(page));
  }
}
