import { expect, test } from '@playwright/test';
import { ask, areas, at, signInAsGuest, watch, website } from '../guest';
import { walk } from '../links';

const { path } = areas['Incidents and problems'];

test('what another area left behind reads as it was, and leads nowhere', async ({
  page,
  request,
}) => {
  const { items } = await ask<{ items: { number: string }[] }>(
    request,
    'guest',
    '/incident-management/incidents',
  );
  const trouble = watch(page);
  await signInAsGuest(page, `${path}/${items[0].number}`);
  const change = page.getByText(/^CHG\d{7}$/);
  await expect(change.first()).toBeVisible();
  await expect(page.getByRole('link', { name: /CHG\d{7}/ })).toHaveCount(0);

  await page.goto(at(areas['Change management'].path));
  await expect(page.getByText(/page not found/i)).toBeVisible();

  const { linked, missing } = await walk(page, [path, website.page]);
  expect(missing).toEqual([]);
  expect(
    linked.filter(each => each.startsWith(areas['Change management'].path)),
  ).toEqual([]);
  expect(trouble).toEqual([]);
});
