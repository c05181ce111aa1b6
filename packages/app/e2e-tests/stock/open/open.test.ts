import { expect, Page, test } from '@playwright/test';
import { pagesOfAreas, signInAsGuest, watch } from '../guest';

const item = 'component:default/example-website';
const entityPage = '/catalog/default/component/example-website';
const pipeline = {
  Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}`,
};

const panel = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

test('a component of the example catalog has its cards, without an annotation of ours', async ({
  page,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page, entityPage);
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
  const now = Date.now();
  const answer = await request.post('/api/change-management/changes', {
    headers: pipeline,
    data: {
      title: 'A larger website',
      items: [item],
      requester: 'user:default/anna',
      environment: 'production',
      justification: 'More visitors than the website holds.',
      implementationPlan: 'Apply it.',
      testPlan: 'It answers.',
      backoutPlan: 'Apply the commit before.',
      window: {
        start: new Date(now - 60_000).toISOString(),
        end: new Date(now + 3_600_000).toISOString(),
      },
      submit: true,
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const { number } = (await answer.json()).change;
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
  await signInAsGuest(page, `/incidents/declare?entity=${item}`);
  await page.getByRole('textbox', { name: /^Title/ }).fill('It is slow');
  await page
    .getByRole('button', { name: 'Declare incident', exact: true })
    .click();
  await expect(page).toHaveURL(/\/incidents\/INC\d+$/);
  await expect(
    page.getByRole('heading', { name: /It is slow/ }).first(),
  ).toBeVisible();
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
        await page.goto(path);
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
