import { createHash } from 'crypto';
import { pageTemplate } from '../theme/pageTemplate';
import { stylesheet } from '../theme/stylesheet';
import { docsDirOf, settingsIn } from './inputs';
import { navigationOf, pagesOf } from './navigation';
import { editUrlOf, linesOf, neighborsOf } from './pageLinks';
import { relativeUrl } from './paths';
import { Problems, SiteProblem } from './problems';
import { renderPages } from './renderPages';
import {
  SearchDocument,
  searchDocumentsOf,
  searchIndexOf,
} from './searchIndex';
import { listSources } from './sources';

/** What is known of a site besides its sources. */
export interface SiteOptions {
  /** The name of a site whose `mkdocs.yml` has none. */
  siteName: string;
  /** Warnings are errors, whatever `mkdocs.yml` says. */
  strict?: boolean;
  /** Where the folder of the sources is edited, for when `mkdocs.yml` does not say where its pages are. */
  editUrl?: string;
  /** Stands before links that begin with `/`, which lead to pages of the portal: the path of its address. */
  portalPath?: string;
}

/** A site that was made and is not yet written. */
export interface Site {
  name: string;
  description?: string;
  docsDir: string;
  /** Contents by path. */
  files: Map<string, string>;
  /** Paths below `docs_dir` that are copied as they are. */
  assets: string[];
  pages: number;
  problems: SiteProblem[];
}

const styles = stylesheet.trim();
/** The reader keeps only a stylesheet of such a name. */
const stylesheetPath = `assets/stylesheets/main.${createHash('sha256')
  .update(styles)
  .digest('hex')
  .slice(0, 8)}.min.css`;

/**
 * Makes a site from a folder with `mkdocs.yml`, or with `docs/` alone. Reads only; nothing in the folder changes.
 *
 * @throws SiteError that names file and line of what makes it impossible
 */
export async function makeSite(
  inputDir: string,
  options: SiteOptions,
): Promise<Site> {
  const problems = new Problems();
  const settings = await settingsIn(inputDir, options.siteName, problems);
  const docsDir = await docsDirOf(inputDir, settings, problems);
  const sources = await listSources(docsDir, settings.docsDir, problems);
  const navigation = navigationOf(settings, sources.pages, problems);
  problems.assertSound();

  const pages = await renderPages({
    inputDir,
    docsDir,
    settings,
    sources,
    navigation,
    portalPath: options.portalPath ?? '',
    problems,
  });
  problems.assertSound(settings.strict || options.strict);

  const files = new Map<string, string>([[stylesheetPath, `${styles}\n`]]);
  const search: SearchDocument[] = [];
  const titles = new Map(pages.map(({ path, title }) => [path, title]));
  const order = pagesOf(navigation);
  for (const page of pages) {
    files.set(
      `${page.url}index.html`,
      pageTemplate({
        siteName: settings.siteName,
        title: page.title,
        description: settings.siteDescription,
        content: page.rendered.html,
        headings: page.rendered.headings,
        navigation: linesOf(navigation, page, titles, options.portalPath ?? ''),
        ...neighborsOf(page, order, titles),
        editUrl: editUrlOf(page, settings, options, sources),
        base: relativeUrl(page.url, ''),
        stylesheet: stylesheetPath,
      }),
    );
    search.push(...searchDocumentsOf(page.url, page.title, page.rendered));
  }
  files.set('search/search_index.json', JSON.stringify(searchIndexOf(search)));
  return {
    name: settings.siteName,
    description: settings.siteDescription,
    docsDir,
    files,
    assets: sources.assets,
    pages: pages.length,
    problems: problems.all,
  };
}
