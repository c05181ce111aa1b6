import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.mjs';
import { workspaceFolders } from '../stamps.mjs';

/** The packages that are published: `{ folder, manifest }` each, in order of their names. */
export async function publishedPackages() {
  const all = await Promise.all(
    (
      await workspaceFolders()
    ).map(async folder => ({
      folder,
      manifest: JSON.parse(
        await readFile(path.join(folder, 'package.json'), 'utf8'),
      ),
    })),
  );
  return all
    .filter(({ manifest }) => !manifest.private)
    .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

/** Where a package stands in the repository, such as `plugins/ledger-common`. */
export const placeOf = folder =>
  path.relative(root, folder).split(path.sep).join('/');
