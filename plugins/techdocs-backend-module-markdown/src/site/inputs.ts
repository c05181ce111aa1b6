import { promises as fs } from 'fs';
import { join } from 'path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Problems } from './problems';
import { readSettings, SiteSettings } from './settings';

/** The settings that a folder has for its site, or those of one that has none. */
export async function settingsIn(
  inputDir: string,
  siteName: string,
  problems: Problems,
): Promise<SiteSettings> {
  for (const file of ['mkdocs.yml', 'mkdocs.yaml']) {
    const text = await readIfThere(join(inputDir, file));
    if (text !== undefined) {
      return readSettings(file, text, siteName, problems);
    }
  }
  return readSettings('mkdocs.yml', undefined, siteName, problems);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** The folder that holds the pages. */
export async function docsDirOf(
  inputDir: string,
  settings: SiteSettings,
  problems: Problems,
): Promise<string> {
  const name = settings.docsDir;
  let docsDir: string | undefined;
  try {
    docsDir = resolveSafeChildPath(inputDir, name);
  } catch {
    problems.error(
      settings.file,
      1,
      `docs_dir: "${name}" is outside of the folder of ${settings.file}`,
    );
  }
  const stat =
    docsDir === undefined
      ? undefined
      : await fs.stat(docsDir).catch(() => undefined);
  if (docsDir && !stat?.isDirectory()) {
    problems.error(
      settings.file,
      1,
      `docs_dir: there is no folder "${name}" beside ${settings.file}`,
    );
  }
  problems.assertSound();
  return docsDir!;
}
