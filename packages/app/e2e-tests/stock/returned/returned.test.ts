import { expect, test } from '@playwright/test';
import { areas, ask, signInAsGuest, watch } from '../guest';

const pages = areas['Change management'].path;

test('an area that is installed again has the records that it had', async ({
  page,
  request,
}) => {
  const { items: changes } = await ask<{
    items: { number: string; title: string }[];
  }>(request, 'guest', '/change-management/changes');
  const { items: incidents } = await ask<{ items: { number: string }[] }>(
    request,
    'guest',
    '/incident-management/incidents',
  );
  const trouble = watch(page);
  await signInAsGuest(
    page,
    `${areas['Incidents and problems'].path}/${incidents[0].number}`,
  );
  const [{ number, title }] = changes;
  await page.getByRole('link', { name: number, exact: true }).first().click();
  await expect(page).toHaveURL(new RegExp(`${pages}/${number}$`));
  await expect(
    page.getByRole('heading', { name: title }).first(),
  ).toBeVisible();
  expect(trouble).toEqual([]);
});
