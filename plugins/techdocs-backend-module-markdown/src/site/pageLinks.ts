import { posix } from 'path';
import { NavLine } from '../theme/pageTemplate';
import { NavItem, pagesOf } from './navigation';
import { relativeUrl, urlOfPage } from './paths';
import type { Page } from './renderPages';
import type { SiteOptions } from './Site';
import { SiteSettings } from './settings';
import { SourceFiles } from './sources';

/** A link as a page of the site has it: one that begins with `/` leads to a page of the portal. */
export function withinPortal(href: string, portalPath: string): string {
  return /^\/(?!\/)/.test(href) ? `${portalPath}${href}` : href;
}

/** The navigation as one page shows it. */
export function linesOf(
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

/** The pages before and after a page. */
export function neighborsOf(
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

/** Where a page is edited, where that is known. */
export function editUrlOf(
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
