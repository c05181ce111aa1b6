import { expect, test } from '@playwright/test';
import { signIn } from './personas';
import { openChange, uniqueWord } from './support/changes';

test('no page of changes scrolls sideways on a phone', async ({ page }) => {
  const title = `Narrow ${uniqueWord()}`;
  const number = await openChange('dana-developer', {
    title,
    items: ['resource:default/session-cache'],
    environment: 'staging',
    submit: false,
  });
  await signIn(page, 'developer');
  await page.setViewportSize({ width: 390, height: 844 });
  const pages = [
    { path: '/changes', shows: page.getByText(title).first() },
    {
      path: `/changes/${number}`,
      shows: page.getByRole('heading', { name: title }),
    },
    {
      path: '/changes/new',
      shows: page.getByRole('button', { name: 'Submit', exact: true }),
    },
    {
      path: '/change-calendar',
      shows: page.getByRole('radiogroup', { name: 'View' }),
    },
    {
      path: '/change-metrics',
      shows: page.getByRole('region', { name: 'Success rate' }),
    },
  ];
  for (const { path, shows } of pages) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(shows).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
});
