import { expect, test } from '@playwright/test';
import { Persona, personas, signIn } from './personas';

for (const persona of Object.keys(personas) as Persona[]) {
  test(`the ${persona} signs in and finds the catalog`, async ({ page }) => {
    await signIn(page, persona);
    await page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Catalog', exact: true })
      .click();
    await expect(page).toHaveURL(/\/catalog/);
    await page.getByTestId('user-picker-all').click();
    await expect(page.getByText(/All components \(\d+\)/i)).toBeVisible();
  });
}

test('a user stays signed in over a reload, and somebody else can take over', async ({
  page,
}) => {
  await signIn(page, 'developer');
  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'Hello, Dana' }),
  ).toBeVisible();

  await page.goto('/settings');
  await page.getByTestId('user-settings-menu').click();
  await page.getByTestId('sign-out').click();
  await signIn(page, 'auditor');
  await expect(
    page.getByRole('heading', { name: 'Hello, Inês' }),
  ).toBeVisible();
});

test('the sign-in page works by keyboard on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const first = page.getByRole('button', { name: personas.developer });
  await expect(first).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(first).toBeFocused();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
