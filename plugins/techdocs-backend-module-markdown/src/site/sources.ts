import { Dirent, promises as fs } from 'fs';
import { join, posix } from 'path';
import { isMarkdown } from './paths';
import { Problems } from './problems';

/** No documentation has more; what does is something else, such as a build's output. */
const MAX_FILES = 20_000;
/** Of one Markdown page. */
const MAX_PAGE_BYTES = 2_000_000;

/** The files below `docs_dir`, with `/` between folders. */
export interface SourceFiles {
  pages: string[];
  assets: string[];
}

/**
 * Lists what a site is made of. Hidden files and folders are left out, and so is what a symbolic link points to: it may
 * be anywhere on the machine.
 */
export async function listSources(
  docsDir: string,
  docsDirName: string,
  problems: Problems,
): Promise<SourceFiles> {
  const found: SourceFiles = { pages: [], assets: [] };
  let count = 0;

  const visit = async (folder: string): Promise<void> => {
    const entries = await fs.readdir(join(docsDir, folder), {
      withFileTypes: true,
    });
    entries.sort((a, b) => compareNames(a.name, b.name));
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (isHidden(entry)) {
        continue;
      }
      count += 1;
      if (count > MAX_FILES) {
        problems.error(
          docsDirName,
          undefined,
          `has more than ${MAX_FILES} files`,
        );
        problems.assertSound();
      }
      if (entry.isSymbolicLink()) {
        problems.warn(
          posix.join(docsDirName, path),
          undefined,
          'is a symbolic link and left out; put the file itself here',
        );
      } else if (entry.isDirectory()) {
        await visit(path);
      } else if (entry.isFile()) {
        found[isMarkdown(path) ? 'pages' : 'assets'].push(path);
      }
    }
  };

  await visit('');
  const all = new Set(found.pages.map(path => path.toLowerCase()));
  found.pages = found.pages.filter(path => {
    const index = path.replace(/readme\.md$/i, 'index.md');
    const stands = index === path || !all.has(index.toLowerCase());
    if (!stands) {
      problems.warn(
        posix.join(docsDirName, path),
        undefined,
        'is left out: index.md beside it is the page of this folder',
      );
    }
    return stands;
  });
  return found;
}

/** @throws SiteError when it is too large */
export async function readPage(
  docsDir: string,
  docsDirName: string,
  path: string,
  problems: Problems,
): Promise<string> {
  const file = join(docsDir, path);
  if ((await fs.stat(file)).size > MAX_PAGE_BYTES) {
    problems.error(
      posix.join(docsDirName, path),
      undefined,
      `is larger than ${MAX_PAGE_BYTES / 1e6} MB; split it`,
    );
    problems.assertSound();
  }
  const text = await fs.readFile(file, 'utf8');
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function isHidden({ name }: Dirent): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** In the order of the alphabet, and a folder's own page first. */
function compareNames(a: string, b: string): number {
  const rank = (name: string) => (/^(index|readme)\.md$/i.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
}
