import { createHash } from 'crypto';
import { createReadStream } from 'fs';
import { stat } from 'fs/promises';
import { NotFoundError } from '@backstage/errors';
import { Verifier } from '@countersign/plugin-compliance-evidence-common';
import { Caller } from '@countersign/plugin-governance-node';
import { RunRights } from '../access';

/** How the file is called where it is saved. */
const FILENAME = 'verify.html';

/**
 * The web page that verifies packs without the command line: a file that `countersign verify --page` wrote, which
 * configuration names. It is handed out to be saved, and never shown by the portal.
 */
export class VerifierPage {
  /** The digest of the file as it was last read, so that each page of a run does not read it again. */
  #known?: {
    mtimeMs: number;
    size: number;
    page: NonNullable<Verifier['page']>;
  };

  constructor(
    private readonly options: {
      authorizer: {
        rights(caller: Caller): Promise<Pick<RunRights, 'demandReading'>>;
      };
      /** Absent where the portal offers none. */
      file?: string;
    },
  ) {}

  /** What is offered, for those who may read some run. */
  async describe(caller: Caller): Promise<Verifier> {
    await this.#demandReading(caller);
    return { page: await this.#read() };
  }

  /** @throws NotFoundError where none is offered */
  async page(caller: Caller) {
    await this.#demandReading(caller);
    const { file } = this.options;
    if (!file || !(await this.#read())) {
      throw new NotFoundError(
        'This portal does not offer the page that verifies: `countersign verify --page verify.html` writes it',
      );
    }
    return { content: createReadStream(file), filename: FILENAME };
  }

  /** Why what is configured cannot be offered, if it cannot. */
  async problem(): Promise<string | undefined> {
    const { file } = this.options;
    if (!file || (await this.#read())) return undefined;
    return `complianceEvidence.verifyPage: there is no file ${file}; \`countersign verify --page ${file}\` writes it. Until then pages do not offer it.`;
  }

  async #read(): Promise<Verifier['page']> {
    const { file } = this.options;
    if (!file) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const { mtimeMs, size } = found;
    const known = this.#known;
    if (known?.mtimeMs === mtimeMs && known.size === size) return known.page;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    const page = { size, sha256: `sha256:${hash.digest('hex')}` as const };
    this.#known = { mtimeMs, size, page };
    return page;
  }

  async #demandReading(caller: Caller) {
    (await this.options.authorizer.rights(caller)).demandReading();
  }
}
