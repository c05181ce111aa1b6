import { expect, test } from '@playwright/test';
import axe from 'axe-core';
import { signIn } from './personas';
import { openChange, uniqueWord } from './support/changes';

test('the pages of changes have no serious accessibility fault', async ({
  page,
}) => {
  const title = `Readable by all ${uniqueWord()}`;
  const number = await openChange('dana-developer', {
    title,
    items: ['resource:default/session-cache'],
    environment: 'staging',
    submit: true,
  });
  await signIn(page, 'developer');
  const pages = [
    { path: '/changes', shows: page.getByRole('row').nth(1) },
    {
      path: `/changes/${number}`,
      shows: page.getByRole('heading', { name: title }),
    },
    {
      path: '/changes/new',
      shows: page.getByRole('button', { name: 'Submit', exact: true }),
    },
    { path: '/change-calendar', shows: page.getByRole('grid').first() },
    {
      path: '/change-metrics',
      shows: page.getByRole('region', { name: 'Success rate' }),
    },
  ];
  for (const { path, shows } of pages) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(shows).toBeVisible();
      await page.evaluate(axe.source);
      const faults = await page.evaluate(async () => {
        const { axe: engine } = window as unknown as { axe: typeof axe };
        const { violations } = await engine.run(
          // The calendar's library gives this link a state that links do not have.
          { exclude: ['.fc-more-link'] },
          { runOnly: ['wcag2a', 'wcag2aa'] },
        );
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => ({
            id,
            where: nodes.slice(0, 3).map(node => node.html.slice(0, 160)),
          }));
      });
      expect.soft(faults).toEqual([]);
    });
  }
});
