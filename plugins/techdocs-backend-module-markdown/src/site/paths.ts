import { posix } from 'path';

/** The folder a page is published in, with a slash at its end; the first page's is empty. */
export function urlOfPage(path: string): string {
  const { dir, name } = posix.parse(path);
  const parts = dir ? dir.split('/') : [];
  if (!isIndex(path)) {
    parts.push(name);
  }
  return parts.map(part => `${part}/`).join('');
}

/** Whether a page is its folder's own. */
export function isIndex(path: string): boolean {
  return /^(index|readme)\.md$/i.test(posix.basename(path));
}

export function isMarkdown(path: string): boolean {
  return /\.(md|markdown)$/i.test(path);
}

/** The address of one place of the site, as written on the page at another: both as {@link urlOfPage} has them. */
export function relativeUrl(from: string, to: string): string {
  const relative = posix.relative(`/${from}`, `/${to}`);
  if (!to || to.endsWith('/')) {
    return encodeURI(relative ? `${relative}/` : './');
  }
  return encodeURI(relative);
}

/** A word for a file that has no title: `on-call_rota.md` is "On call rota". */
export function titleOfPath(path: string): string {
  const name = posix.parse(path).name;
  const words = name.replace(/[-_]+/g, ' ').trim() || name;
  return words[0].toUpperCase() + words.slice(1);
}
