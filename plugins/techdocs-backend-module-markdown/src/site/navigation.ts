import { posix } from 'path';
import { isMarkdown, titleOfPath } from './paths';
import { Problems } from './problems';
import { NavEntry, SiteSettings } from './settings';

/** A site's navigation, of which every page exists. */
export type NavItem =
  | { kind: 'page'; title?: string; path: string }
  | { kind: 'link'; title: string; url: string }
  | { kind: 'section'; title: string; items: NavItem[] };

/** The navigation that `mkdocs.yml` asks for, or one made from the files. */
export function navigationOf(
  settings: SiteSettings,
  pages: readonly string[],
  problems: Problems,
): NavItem[] {
  return settings.nav
    ? resolve(settings.nav, settings, new Set(pages), problems)
    : fromFiles(pages);
}

/** The pages of a navigation in the order in which one reads them, each once. */
export function pagesOf(items: readonly NavItem[]): string[] {
  const paths = items.flatMap(item => {
    switch (item.kind) {
      case 'page':
        return [item.path];
      case 'section':
        return pagesOf(item.items);
      default:
        return [];
    }
  });
  return [...new Set(paths)];
}

/** The title that a navigation gives a page. */
export function titleIn(
  items: readonly NavItem[],
  path: string,
): string | undefined {
  for (const item of items) {
    const title =
      item.kind === 'section'
        ? titleIn(item.items, path)
        : item.kind === 'page' && item.path === path && item.title;
    if (title) {
      return title;
    }
  }
  return undefined;
}

function resolve(
  entries: readonly NavEntry[],
  settings: SiteSettings,
  pages: ReadonlySet<string>,
  problems: Problems,
): NavItem[] {
  return entries.flatMap((entry): NavItem[] => {
    if (entry.kind === 'section') {
      const items = resolve(entry.entries, settings, pages, problems);
      return [{ kind: 'section', title: entry.title, items }];
    }
    if (entry.kind === 'link') {
      return [
        { kind: 'link', title: entry.title ?? entry.url, url: entry.url },
      ];
    }
    const path = posix.normalize(entry.path);
    if (!pages.has(path)) {
      problems.error(
        settings.file,
        entry.line,
        whyNoPage(entry.path, path, settings.docsDir),
      );
      return [];
    }
    return [{ kind: 'page', title: entry.title, path }];
  });
}

function whyNoPage(written: string, path: string, docsDir: string): string {
  if (path.startsWith('..')) {
    return `nav names "${written}", which is outside of ${docsDir}/`;
  }
  if (!isMarkdown(path)) {
    return `nav names "${written}", which is no Markdown page (.md)`;
  }
  return `nav names "${written}", but ${posix.join(
    docsDir,
    path,
  )} does not exist`;
}

interface Folder {
  pages: string[];
  folders: Map<string, Folder>;
}

function fromFiles(pages: readonly string[]): NavItem[] {
  const root: Folder = { pages: [], folders: new Map() };
  for (const page of pages) {
    let folder = root;
    for (const name of page.split('/').slice(0, -1)) {
      const below: Folder = folder.folders.get(name) ?? {
        pages: [],
        folders: new Map(),
      };
      folder.folders.set(name, below);
      folder = below;
    }
    folder.pages.push(page);
  }
  return itemsOf(root);
}

function itemsOf({ pages, folders }: Folder): NavItem[] {
  return [
    ...pages.map((path): NavItem => ({ kind: 'page', path })),
    ...[...folders].map(
      ([name, folder]): NavItem => ({
        kind: 'section',
        title: titleOfPath(name),
        items: itemsOf(folder),
      }),
    ),
  ];
}
