import { promises as fs } from 'fs';
import { join, posix } from 'path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { definitionsAsMarkdown } from '@countersign/plugin-service-levels-common';
import { Problems } from './problems';

/** No definitions are so many, or so long. */
const MAX_FILES = 500;
const MAX_BYTES = 2_000_000;

/** A file beside the pages, under its path from the folder of `mkdocs.yml`. */
interface DefinitionFile {
  file: string;
  text: string;
}

/** Why definitions cannot be read: what is wrong, and what would be right. */
class DefinitionsError extends Error {}

/**
 * What OpenSLO files say, as Markdown. They are read when the page is made: a page never holds a copy that could be older.
 *
 * @param block - Names files or folders, one a line, from the folder of `mkdocs.yml`
 * @param watched - What `mkdocs.yml` names in `watch`: pages are made again when it changes
 * @throws DefinitionsError
 */
export async function definitionsOf(
  inputDir: string,
  block: string,
  watched: readonly string[],
  problems: Problems,
): Promise<string> {
  const files = await readDefinitionFiles(inputDir, block, watched);
  const made = definitionsAsMarkdown(files);
  for (const { file, line, path, message } of made.problems) {
    problems.warn(file, line, path ? `${path}: ${message}` : message);
  }
  return made.markdown;
}

async function readDefinitionFiles(
  inputDir: string,
  block: string,
  watched: readonly string[],
): Promise<DefinitionFile[]> {
  const named = block
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'));
  if (named.length === 0) {
    throw new DefinitionsError(
      'it names no file; write the path of a file or a folder on each line',
    );
  }
  const files: DefinitionFile[] = [];
  for (const path of named) {
    for (const file of await filesAt(inputDir, path, watched)) {
      if (files.length === MAX_FILES) {
        throw new DefinitionsError(`it names more than ${MAX_FILES} files`);
      }
      files.push({ file, text: await textOf(inputDir, file) });
    }
  }
  return files;
}

async function filesAt(
  inputDir: string,
  written: string,
  watched: readonly string[],
): Promise<string[]> {
  const path = posix.normalize(written).replace(/\/$/, '');
  const place = placeOf(inputDir, path, written);
  const isWatched = watched.some(each => {
    const folder = posix.normalize(each).replace(/\/$/, '');
    return path === folder || path.startsWith(`${folder}/`);
  });
  if (!isWatched) {
    throw new DefinitionsError(
      `"${written}" is not below a folder that mkdocs.yml names in "watch", so the page would stay as it is when the file changes`,
    );
  }
  const stat = await fs.lstat(place).catch(() => undefined);
  if (stat?.isFile()) return [path];
  if (!stat?.isDirectory()) {
    throw new DefinitionsError(
      `"${written}" does not exist, or is a symbolic link`,
    );
  }
  const entries = await fs.readdir(place, { withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile() && /^[^.].*\.ya?ml$/i.test(entry.name))
    .map(({ name }) => posix.join(path, name))
    .sort();
  if (files.length === 0) {
    throw new DefinitionsError(`"${written}" has no file that ends in .yaml`);
  }
  return files;
}

/** Where it is on this machine: within the folder, whatever its links point to, and nothing that is hidden. */
function placeOf(inputDir: string, path: string, written: string): string {
  if (path.split('/').some(part => part.startsWith('.'))) {
    throw new DefinitionsError(
      `"${written}" is hidden, or outside of the folder of mkdocs.yml`,
    );
  }
  try {
    return resolveSafeChildPath(inputDir, path);
  } catch {
    throw new DefinitionsError(
      `"${written}" is outside of the folder of mkdocs.yml`,
    );
  }
}

async function textOf(inputDir: string, file: string): Promise<string> {
  const place = join(inputDir, file);
  if ((await fs.stat(place)).size > MAX_BYTES) {
    throw new DefinitionsError(
      `"${file}" is larger than ${MAX_BYTES / 1e6} MB`,
    );
  }
  return fs.readFile(place, 'utf8');
}
