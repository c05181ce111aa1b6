import { expect, test } from '@playwright/test';
import { signIn } from './personas';
import { openChange, uniqueWord } from './support/changes';

test('filters stand in the address, and the keyboard finds and opens a change', async ({
  page,
}) => {
  const word = uniqueWord();
  // What a person writes is text, wherever it is shown.
  const title = `More disk <img src=x> ${word}`;
  const number = await openChange('dana-developer', {
    title,
    items: ['resource:default/session-cache'],
    environment: 'production',
  });
  await signIn(page, 'developer', '/changes');
  const rows = page.getByRole('grid', { name: 'Changes' }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search changes' });
  await expect(search).toBeFocused();
  await page.keyboard.type(word);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await page.getByRole('button', { name: 'State' }).click();
  await page.getByRole('option', { name: 'New', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/state=new/);

  await page.reload();
  await expect(search).toHaveValue(word);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(title);
  await expect(rows.nth(1)).toContainText(number);
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/changes/${number}$`));
  await expect(page.getByRole('heading', { name: title })).toBeVisible();

  await page.goBack();
  await expect(search).toHaveValue(word);
});
