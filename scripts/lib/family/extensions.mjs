import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.mjs';
import { requireFrom } from '../tools.mjs';

/**
 * `app.extensions` of a stock app with pages at other paths. A list in a later file stands in for the stock one, so it
 * has that too, as an adopter's own would.
 *
 * @param pages - paths by the ids of plugins: `{ 'change-management': '/rfc' }`
 */
export async function movedPages(folder, pages) {
  const { parse } = requireFrom(path.join(root, 'packages/backend'))('yaml');
  const text = await readFile(path.join(folder, 'app-config.yaml'), 'utf8');
  return [
    ...(parse(text).app.extensions ?? []),
    ...Object.entries(pages).map(([id, to]) => ({
      [`page:${id}`]: { config: { path: to } },
    })),
  ];
}
