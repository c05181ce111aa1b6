import { createHash, randomUUID } from 'crypto';
import { promises as fs } from 'fs';
import { dirname, join, posix } from 'path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { MarkdownRenderer, RenderedPage } from '../markdown/MarkdownRenderer';
import { takeFrontMatter } from '../markdown/frontMatter';
import { NavLine, pageTemplate } from '../theme/pageTemplate';
import { stylesheet } from '../theme/stylesheet';
import { definitionsOf } from './definitions';
import { resolveLink, SiteContent } from './links';
import { NavItem, navigationOf, pagesOf, titleIn } from './navigation';
import { relativeUrl, titleOfPath, urlOfPage } from './paths';
import { Problems, SiteProblem } from './problems';
import {
  SearchDocument,
  searchDocumentsOf,
  searchIndexOf,
} from './searchIndex';
import { readSettings, SiteSettings } from './settings';
import { listSources, readPage, SourceFiles } from './sources';

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

interface Page {
  path: string;
  url: string;
  title: string;
  rendered: RenderedPage;
}

/** An anchor that a page links to, and where. */
interface AnchorUse {
  file: string;
  line?: number;
  written: string;
  page: string;
  anchor: string;
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

/** Writes a site, and what TechDocs wants to know of it. */
export async function writeSite(
  site: Site,
  outputDir: string,
  { etag, now }: { etag?: string; now: number },
): Promise<void> {
  const paths = [...site.files.keys(), ...site.assets];
  const write = async (path: string, content: string) => {
    const file = join(outputDir, path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.writeFile(file, content);
  };
  for (const [path, content] of site.files) {
    await write(path, content);
  }
  for (const path of site.assets) {
    const file = join(outputDir, path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.copyFile(join(site.docsDir, path), file);
  }
  await write(
    'techdocs_metadata.json',
    JSON.stringify({
      site_name: site.name,
      site_description: site.description ?? '',
      build_timestamp: now,
      files: paths.sort(),
      ...(etag !== undefined && { etag }),
    }),
  );
}

async function settingsIn(
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

async function docsDirOf(
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

async function renderPages(site: {
  inputDir: string;
  docsDir: string;
  settings: SiteSettings;
  sources: SourceFiles;
  navigation: readonly NavItem[];
  portalPath: string;
  problems: Problems;
}): Promise<Page[]> {
  const { inputDir, docsDir, settings, sources } = site;
  const { navigation, portalPath, problems } = site;
  const renderer = new MarkdownRenderer(randomUUID());
  const content: SiteContent = {
    pages: new Set(sources.pages),
    assets: new Set(sources.assets),
  };
  const anchors = new Map<string, Set<string>>();
  const uses: AnchorUse[] = [];
  const pages: Page[] = [];

  const render = async (path: string, text: string) => {
    const file = posix.join(settings.docsDir, path);
    const { title, body } = takeFrontMatter(text);
    const ids = new Set<string>();
    anchors.set(path, ids);
    const follow = (written: string) => {
      const target = resolveLink(path, written, content);
      const line = lineOf(written, body);
      if (target.kind === 'broken') {
        problems.warn(file, line, `"${written}" ${target.why}`);
      } else if (target.kind === 'page' && target.anchor !== undefined) {
        const { page, anchor } = target;
        uses.push({ file, line, written, page, anchor });
      }
      return target;
    };
    const rendered = await renderer.render(body, {
      anchor: id => ids.add(id),
      warn: (line, message) => problems.warn(file, line, message),
      included: async (language, block) =>
        language === 'openslo'
          ? definitionsOf(inputDir, block, settings.watch, problems)
          : undefined,
      image: src => {
        const target = follow(src);
        return 'href' in target ? target.href : src;
      },
      link: href => {
        const target = follow(href);
        return {
          href: 'href' in target ? target.href : withinPortal(href, portalPath),
          download: target.kind === 'file',
        };
      },
    });
    pages.push({
      path,
      url: urlOfPage(path),
      title:
        titleIn(navigation, path) ??
        title ??
        rendered.headings.find(({ level }) => level === 1)?.text ??
        titleOfPath(path),
      rendered,
    });
  };

  for (const path of sources.pages) {
    await render(
      path,
      await readPage(docsDir, settings.docsDir, path, problems),
    );
  }
  if (!pages.some(({ url }) => url === '')) {
    await render('index.md', contentsPage(settings, navigation, pages));
  }
  for (const { file, line, written, page, anchor } of uses) {
    if (!anchors.get(page)?.has(anchor)) {
      problems.warn(
        file,
        line,
        `"${written}": ${posix.join(
          settings.docsDir,
          page,
        )} has no heading or anchor "${anchor}"`,
      );
    }
  }
  return pages;
}

function withinPortal(href: string, portalPath: string): string {
  return /^\/(?!\/)/.test(href) ? `${portalPath}${href}` : href;
}

/** The first page of a site that has none. */
function contentsPage(
  settings: SiteSettings,
  navigation: readonly NavItem[],
  pages: readonly Page[],
): string {
  const titles = new Map(pages.map(({ path, title }) => [path, title]));
  const entries = pagesOf(navigation).map(
    path =>
      `- [${(titles.get(path) ?? path).replace(
        /[[\]\\]/g,
        '\\$&',
      )}](<${path}>)`,
  );
  return `# ${settings.siteName}\n\n${entries.join('\n')}\n`;
}

/** The line on which a page first writes an address. */
function lineOf(written: string, text: string): number | undefined {
  for (const form of new Set([written, safeDecode(written)])) {
    for (
      let at = text.indexOf(form);
      at >= 0 && form;
      at = text.indexOf(form, at + 1)
    ) {
      const before = text[at - 1] ?? '\n';
      const after = text[at + form.length] ?? '\n';
      if (/[\s(<"':=]/.test(before) && /[\s)>"']/.test(after)) {
        return text.slice(0, at).split('\n').length;
      }
    }
  }
  return undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function linesOf(
  items: readonly NavItem[],
  page: Page,
  titles: ReadonlyMap<string, string>,
  portalPath: string,
): NavLine[] {
  return items.map((item): NavLine => {
    switch (item.kind) {
      case 'section': {
        const lines = linesOf(item.items, page, titles, portalPath);
        const open = pagesOf(item.items).includes(page.path);
        return { kind: 'section', title: item.title, open, lines };
      }
      case 'page':
        return {
          kind: 'link',
          title: item.title ?? titles.get(item.path) ?? item.path,
          href: relativeUrl(page.url, urlOfPage(item.path)),
          current: item.path === page.path,
        };
      default:
        return {
          kind: 'link',
          title: item.title,
          href: withinPortal(item.url, portalPath),
          current: false,
        };
    }
  });
}

function neighborsOf(
  page: Page,
  order: readonly string[],
  titles: ReadonlyMap<string, string>,
) {
  const index = order.indexOf(page.path);
  const at = (path: string | undefined) =>
    path === undefined
      ? undefined
      : {
          title: titles.get(path) ?? path,
          href: relativeUrl(page.url, urlOfPage(path)),
        };
  return index < 0
    ? {}
    : { previous: at(order[index - 1]), next: at(order[index + 1]) };
}

function editUrlOf(
  page: Page,
  { docsDir, repoUrl, editUri }: SiteSettings,
  options: SiteOptions,
  sources: SourceFiles,
): string | undefined {
  if (!sources.pages.includes(page.path)) {
    return undefined;
  }
  const withSlash = (url: string) => url.replace(/\/?$/, '/');
  try {
    if (editUri) {
      const base = repoUrl ? withSlash(repoUrl) : undefined;
      return new URL(encodeURI(page.path), new URL(withSlash(editUri), base))
        .href;
    }
    return options.editUrl
      ? new URL(
          encodeURI(posix.join(docsDir, page.path)),
          withSlash(options.editUrl),
        ).href
      : undefined;
  } catch {
    return undefined;
  }
}
