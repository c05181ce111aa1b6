import { expect, Locator, Page } from '@playwright/test';

/** Runs the template whose form is filled in. Resolves to the page that says what became of it. */
export async function runTemplate(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveURL(/\/create\/tasks\//);
  const said = page.locator('#root');
  // It names the records it made. It has up to seven steps, of some seconds each on a busy machine.
  await expect(said).toContainText(/[A-Z]{3}\d{7}/, { timeout: 90_000 });
  return said;
}
