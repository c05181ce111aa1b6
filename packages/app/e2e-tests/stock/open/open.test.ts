import { expect, test } from '@playwright/test';
import {
  at,
  declareIncident,
  pagesOfAreas,
  panel,
  requestChange,
  signInAsGuest,
  watch,
  website,
} from '../guest';

test('a component of the example catalog has its cards, without an annotation of ours', async ({
  page,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page, website.page);
  await expect(panel(page, 'Can I deploy now?')).toContainText(
    'No approved change covers it now',
  );
  for (const card of ['What happened lately?', 'Is it drilled?']) {
    await panel(page, card).scrollIntoViewIfNeeded();
    await expect(panel(page, card)).toBeVisible();
  }
  expect(trouble).toEqual([]);
});

test('a guest who is somebody of the catalog approves what a pipeline asks for', async ({
  page,
  request,
}) => {
  const trouble = watch(page);
  const number = await requestChange(request, 'A larger website');
  await signInAsGuest(page, `/changes/${number}`);
  await panel(page, 'Your decision')
    .getByRole('button', { name: 'Approve', exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page
      .getByRole('list', { name: 'States of this change' })
      .locator('[aria-current=step]'),
  ).not.toHaveText('Authorize');
  expect(trouble).toEqual([]);
});

test('an incident is declared', async ({ page }) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  await declareIncident(page, 'It is slow');
  expect(trouble).toEqual([]);
});

for (const [width, height] of [
  [1280, 900],
  [390, 844],
]) {
  for (const theme of ['light', 'dark']) {
    test(`every area opens, ${width} px wide in the stock ${theme} theme`, async ({
      page,
    }, info) => {
      const trouble = watch(page);
      await page.addInitScript(
        chosen => window.localStorage.setItem('theme', chosen),
        theme,
      );
      await signInAsGuest(page);
      await page.setViewportSize({ width, height });
      for (const [path, words] of Object.entries(pagesOfAreas)) {
        await page.goto(at(path));
        await expect(page.getByText(words).first()).toBeVisible();
        await page.screenshot({
          path: info.outputPath(`${path.slice(1)}.png`),
        });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect.soft(overflow, path).toBeLessThanOrEqual(0);
      }
      expect(trouble).toEqual([]);
    });
  }
}
