import { posix } from 'path';
import { relativeUrl, urlOfPage } from './paths';

/** Where a link of a page leads. */
export type LinkTarget =
  | { kind: 'elsewhere' }
  | { kind: 'page'; href: string; page: string; anchor?: string }
  | { kind: 'file'; href: string; path: string }
  | { kind: 'broken'; why: string };

/** What a site has, for {@link resolveLink}: paths below `docs_dir`. */
export interface SiteContent {
  pages: ReadonlySet<string>;
  assets: ReadonlySet<string>;
}

/** Finds what a link on a page means. Links are written as paths to files, or as the addresses of pages. */
export function resolveLink(
  from: string,
  written: string,
  { pages, assets }: SiteContent,
): LinkTarget {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(written)) {
    return { kind: 'elsewhere' };
  }
  const [, pathname, query, hash] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(
    written,
  )!;
  const anchor = hash ? decoded(hash) : undefined;
  if (!pathname) {
    return {
      kind: 'page',
      href: anchor ? `#${encodeURIComponent(anchor)}` : './',
      page: from,
      anchor,
    };
  }
  const base = urlOfPage(from);
  const path = posix
    .normalize(posix.join(posix.dirname(from), decoded(pathname)))
    .replace(/\/$/, '');
  if (path === '..' || path.startsWith('../')) {
    return { kind: 'broken', why: 'leads out of the documentation' };
  }
  const page = pageAt(path, pages) ?? pageByAddress(base, pathname, pages);
  if (page !== undefined) {
    const suffix = anchor ? `#${encodeURIComponent(anchor)}` : '';
    return {
      kind: 'page',
      href: relativeUrl(base, urlOfPage(page)) + (query ?? '') + suffix,
      page,
      anchor,
    };
  }
  if (assets.has(path)) {
    return {
      kind: 'file',
      href: relativeUrl(base, path) + (query ?? '') + (hash ? `#${hash}` : ''),
      path,
    };
  }
  return { kind: 'broken', why: 'does not exist' };
}

/** A page named by its file, or by the folder or the name that it has without an ending. */
function pageAt(path: string, pages: ReadonlySet<string>): string | undefined {
  const stem = path === '.' ? '' : `${path}/`;
  return [path, `${path}.md`, `${stem}index.md`, `${stem}README.md`].find(
    candidate => pages.has(candidate),
  );
}

/** A page named by its address as seen from the page at hand, which is a folder of its own. */
function pageByAddress(
  base: string,
  pathname: string,
  pages: ReadonlySet<string>,
): string | undefined {
  if (!pathname.endsWith('/')) {
    return undefined;
  }
  const path = posix.normalize(posix.join(base, decoded(pathname)));
  return path.startsWith('..')
    ? undefined
    : pageAt(path.replace(/\/$/, ''), pages);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
