import { readdir, realpath } from 'fs/promises';
import path from 'path';
import { InputError, isError, NotFoundError } from '@backstage/errors';
import { unsafePath } from '@countersign/plugin-compliance-evidence-common';
import {
  MOST_FILES,
  pathPattern,
} from '@countersign/plugin-compliance-evidence-node';

/**
 * Where a file below a folder is, whatever links lead there.
 *
 * @throws NotFoundError where there is none, or where it is outside of the folder
 */
export async function pathInside(
  folder: string,
  relative: string,
): Promise<string> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, relative));
    if (file.startsWith(root + path.sep)) return file;
  } catch (error) {
    if (!isError(error) || error.code !== 'ENOENT') throw error;
  }
  throw new NotFoundError(`There is no file ${relative} in the folder`);
}

/**
 * The files below a folder that a pattern means, such as `scans/*\/trivy.json`; `*` is any part of one name. They come in the
 * order of their paths.
 *
 * @throws NotFoundError where there is none
 */
export async function filesLike(
  folder: string,
  pattern: string,
): Promise<{ relative: string; file: string }[]> {
  const parts = pattern.split('/');
  let paths = [''];
  for (let depth = 0; depth < parts.length; depth++) {
    const isLast = depth === parts.length - 1;
    const next: string[] = [];
    for (const parent of paths) {
      next.push(...(await namesLike(folder, parent, parts[depth], isLast)));
      if (next.length > MOST_FILES) {
        throw new InputError(
          `${pattern} means more than ${MOST_FILES} files: ask for fewer`,
        );
      }
    }
    paths = next;
  }
  if (paths.length === 0) {
    throw new NotFoundError(`There is no file ${pattern} in the folder`);
  }
  const found = [];
  for (const relative of paths.sort()) {
    found.push({ relative, file: await pathInside(folder, relative) });
  }
  return found;
}

async function namesLike(
  folder: string,
  parent: string,
  part: string,
  isFile: boolean,
): Promise<string[]> {
  const like = pathPattern(part);
  const entries = await readdir(path.join(folder, parent), {
    withFileTypes: true,
  }).catch(error => {
    if (isError(error) && error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter(
      entry =>
        like.test(entry.name) &&
        !unsafePath(entry.name) &&
        (isFile ? !entry.isDirectory() : entry.isDirectory()),
    )
    .map(({ name }) => (parent ? `${parent}/${name}` : name));
}
