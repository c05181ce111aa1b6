import { expect, test } from '@playwright/test';
import { at, signInAsGuest, website } from '../guest';

test('on the SQLite of a new app each area says what it needs, and the rest of the portal stands', async ({
  page,
}) => {
  await signInAsGuest(page, website.page);
  await expect(
    page.getByRole('heading', { name: 'example-website' }).first(),
  ).toBeVisible();
  for (const path of ['/changes', '/slos', '/incidents']) {
    await test.step(path, async () => {
      await page.goto(at(path));
      await expect(
        page.getByText(/needs PostgreSQL 15 or later/).first(),
      ).toBeVisible();
    });
  }
});
