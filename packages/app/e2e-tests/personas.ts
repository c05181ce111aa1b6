import { expect, Page } from '@playwright/test';

/** The demo users, by what they are. */
export const personas = {
  developer: 'Dana Reyes',
  owner: 'Oscar Lindqvist',
  approver: 'Amara Okafor',
  onCall: 'Kenji Watanabe',
  auditor: 'Inês Duarte',
} as const;

export type Persona = keyof typeof personas;

/**
 * Signs in on a page that nobody is signed in on, and stays there: whoever follows a link is asked first who they are. Just
 * after a portal's first start its users are still being read into the catalog, and signing in says so: then it is tried
 * again.
 */
export async function signIn(
  page: Page,
  persona: Persona,
  path = '/',
): Promise<void> {
  await page.goto(path);
  const card = page.getByRole('button', { name: personas[persona] });
  const sidebar = page.getByRole('navigation', { name: 'sidebar nav' });
  await expect(card).toBeVisible();
  await expect(async () => {
    if (await card.isVisible()) {
      await card.click({ timeout: 10_000 });
    }
    await expect(
      sidebar.getByRole('link', { name: 'Catalog', exact: true }),
    ).toBeVisible({
      timeout: 10_000,
    });
  }).toPass({ timeout: 60_000 });
}
