import { createHash } from 'crypto';
import { promises as fs } from 'fs';
import { join } from 'path';
import { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import {
  PreparerBase,
  PreparerOptions,
  PreparerResponse,
} from '@backstage/plugin-techdocs-node';
import { Problems } from './site/problems';
import { readSettings } from './site/settings';
import { stylesheet } from './theme/stylesheet';

/**
 * Tells when sources in a folder of this machine have not changed. TechDocs itself makes the pages of a folder again on
 * every visit, and tells every reader that a newer version is there.
 */
export class SourceDigestPreparer implements PreparerBase {
  readonly #folders: PreparerBase;

  /** @param folders - Finds an entity's folder */
  constructor(folders: PreparerBase) {
    this.#folders = folders;
  }

  /** {@inheritDoc @backstage/plugin-techdocs-node#PreparerBase.shouldCleanPreparedDirectory} */
  shouldCleanPreparedDirectory(): boolean {
    return this.#folders.shouldCleanPreparedDirectory();
  }

  /** {@inheritDoc @backstage/plugin-techdocs-node#PreparerBase.prepare} */
  async prepare(
    entity: Entity,
    options?: PreparerOptions,
  ): Promise<PreparerResponse> {
    const prepared = await this.#folders.prepare(entity, options);
    if (prepared.etag) {
      return prepared;
    }
    const etag = await digestOf(prepared.preparedDir);
    if (etag === options?.etag) {
      throw new NotModifiedError();
    }
    return { ...prepared, etag };
  }
}

/** Of the sources, and of the theme: pages are made again when this module makes others. */
async function digestOf(folder: string): Promise<string> {
  const { text, docsDir } = await sourcesIn(folder);
  const digest = createHash('sha256').update(stylesheet).update(text);
  const entries = await fs
    .readdir(docsDir, { recursive: true, withFileTypes: true })
    .catch(() => []);
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const { size, mtimeMs } = await fs.stat(file);
    digest.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

async function sourcesIn(folder: string) {
  for (const file of ['mkdocs.yml', 'mkdocs.yaml']) {
    const text = await fs.readFile(join(folder, file), 'utf8').catch(() => '');
    if (text) {
      return { text, docsDir: join(folder, docsDirIn(file, text)) };
    }
  }
  return { text: '', docsDir: join(folder, 'docs') };
}

/** What is wrong with the settings is told when the pages are made. */
function docsDirIn(file: string, text: string): string {
  try {
    return readSettings(file, text, '', new Problems()).docsDir;
  } catch {
    return 'docs';
  }
}
