import { expect, Page } from '@playwright/test';

/**
 * Signs in as the guest of a stock app, in a window as wide as a desk's: on a narrow one the sidebar has no links. What
 * comes next finds somebody who is signed in.
 */
export async function signInAsGuest(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
  await expect(
    page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Catalog', exact: true }),
  ).toBeVisible();
}

/** Collects what goes wrong on a page without anybody seeing it: errors in the console, and exceptions. */
export function watch(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', error => found.push(`exception: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      found.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  return found;
}

/** The page of each area, by words that stand on it. */
export const pagesOfAreas = {
  '/changes': 'Calendar',
  '/slos': 'No objectives yet',
  '/incidents': 'Triage',
  '/evidence': 'No reports yet',
  '/drills': 'Last drills',
  '/governance': 'Delivery (DORA)',
} as const;
