import { Page } from '@playwright/test';
import { at } from './guest';

/** More than any of the pages lead to: a walk that gets there has lost its way. */
const MOST = 150;

/** The paths of the portal that links of a page lead to, without what they ask of the page; those of the sidebar are the app's. */
async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator('a[href]')
    .evaluateAll(links =>
      links
        .filter(link => !link.closest('[aria-label="sidebar nav"]'))
        .map(link => (link as HTMLAnchorElement).href),
    );
  const root = at('');
  return hrefs
    .map(href => href.split(/[?#]/)[0].replace(/\/$/, ''))
    .filter(
      href => href === root || new URL(href).origin === new URL(root).origin,
    )
    .map(href =>
      href.startsWith(root)
        ? href.slice(root.length)
        : `outside of the portal: ${href}`,
    );
}

/**
 * Opens some pages, and whatever their links lead to below the same paths, and waits until each stands.
 *
 * @param from - paths of the portal
 * @returns the paths that were linked to, and those of them that lead to no page: whatever is linked to is opened once
 */
export async function walk(
  page: Page,
  from: readonly string[],
): Promise<{ linked: string[]; missing: string[] }> {
  const linked = new Set<string>(from);
  const missing: string[] = [];
  const opened = new Set<string>();
  const isOurs = (path: string) =>
    from.some(start => path === start || path.startsWith(`${start}/`));
  for (;;) {
    const path = [...linked].find(each => !opened.has(each));
    if (path === undefined) return { linked: [...linked], missing };
    opened.add(path);
    if (opened.size > MOST) throw new Error(`There is no end: ${path}`);
    if (!path.startsWith('/') && path !== '') {
      missing.push(path);
      continue;
    }
    await page.goto(at(path));
    await page.waitForLoadState('networkidle');
    if (await page.getByText(/page not found|dropped the mic/i).count()) {
      missing.push(path);
    }
    if (!isOurs(path)) continue;
    for (const link of await linksOf(page)) linked.add(link);
  }
}
