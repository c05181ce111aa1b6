import { createHash } from 'crypto';
import { promises as fs } from 'fs';
import { join } from 'path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
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
  const { text, docsDir, watched } = await sourcesIn(folder);
  const digest = createHash('sha256').update(stylesheet).update(text);
  const files = (await Promise.all([docsDir, ...watched].map(filesAt))).flat();
  for (const file of files.sort()) {
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat) digest.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return digest.digest('hex');
}

/** The files in a folder; a file itself. What is not there has none. */
async function filesAt(place: string): Promise<string[]> {
  const stat = await fs.stat(place).catch(() => undefined);
  if (stat?.isFile()) return [place];
  const entries = await fs
    .readdir(place, { recursive: true, withFileTypes: true })
    .catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

async function sourcesIn(folder: string) {
  for (const file of ['mkdocs.yml', 'mkdocs.yaml']) {
    const text = await fs.readFile(join(folder, file), 'utf8').catch(() => '');
    if (text) {
      const { docsDir, watch } = settingsIn(file, text);
      return {
        text,
        docsDir: join(folder, docsDir),
        watched: watch.flatMap(path => within(folder, path) ?? []),
      };
    }
  }
  return { text: '', docsDir: join(folder, 'docs'), watched: [] };
}

/** What is wrong with the settings is told when the pages are made. */
function settingsIn(file: string, text: string) {
  try {
    return readSettings(file, text, '', new Problems());
  } catch {
    return { docsDir: 'docs', watch: [] };
  }
}

/** Nothing outside of the folder is looked at. */
function within(folder: string, path: string): string | undefined {
  try {
    return resolveSafeChildPath(folder, path);
  } catch {
    return undefined;
  }
}
