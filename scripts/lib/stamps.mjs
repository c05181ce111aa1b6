import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, toolsDir } from './paths.mjs';

const stampFile = name => path.join(toolsDir, 'stamps', name);

/** A digest of the names and contents of files. */
export async function digestFiles(files, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of [...files].sort()) {
    const content = await readFile(file).catch(() => '');
    hash.update(`\0${path.relative(root, file)}\0${content.length}\0`);
    hash.update(content);
  }
  return hash.digest('hex');
}

/** All files below a folder that `wanted` accepts; a folder that is not there has none. */
export async function filesBelow(folder, wanted = () => true) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  const found = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules')
      .map(entry => {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) {
          return filesBelow(file, wanted);
        }
        return wanted(file) ? [file] : [];
      }),
  );
  return found.flat();
}

/** The folders of the workspace's packages. */
export async function workspaceFolders() {
  const groups = await Promise.all(
    ['packages', 'plugins'].map(async group => {
      const entries = await readdir(path.join(root, group), {
        withFileTypes: true,
      });
      return entries
        .filter(entry => entry.isDirectory())
        .map(entry => path.join(root, group, entry.name));
    }),
  );
  return groups.flat();
}

/**
 * Does the work unless it was done before for the same digest, and its result is still there.
 *
 * @param outcome - a file or folder that the work leaves behind
 */
export async function unlessStamped(name, { digest, outcome }, work) {
  const file = stampFile(name);
  const previous = await readFile(file, 'utf8').catch(() => undefined);
  if (previous === digest && existsSync(outcome)) {
    return;
  }
  await stamped(name, digest, work);
}

/** Does the work, and remembers for which digest it was done. */
export async function stamped(name, digest, work) {
  const file = stampFile(name);
  // A work that is broken off must not pass for the one before it.
  await rm(file, { force: true });
  await work();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, digest);
}
