import { expect, Page } from '@playwright/test';

/**
 * Goes to another page of the portal as its links do: nothing is loaded anew, which takes most of the time of a page. In
 * between is a page without anything, so that nothing of the one before is taken for the next.
 */
export async function goWithin(page: Page, path: string): Promise<void> {
  const nothing = page.getByRole('heading', { name: 'Page not found' });
  await follow(page, '/nowhere');
  await expect(nothing).toBeVisible();
  await expect(async () => {
    await follow(page, path);
    await expect(nothing).toBeHidden({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
}

function follow(page: Page, path: string): Promise<void> {
  return page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}
