import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { createMockDirectory } from '@backstage/backend-test-utils';

/** A folder with the sources of a site, empty before each test. */
export function useSources() {
  const folder = createMockDirectory();
  return {
    path: folder.path,
    /** Writes files by path, in place of those that were there. */
    set(files: Record<string, string>) {
      folder.clear();
      for (const [path, content] of Object.entries(files)) {
        const file = join(folder.path, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    },
    content: () => folder.content(),
  };
}
