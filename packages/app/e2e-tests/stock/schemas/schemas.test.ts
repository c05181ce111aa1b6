import { expect, test } from '@playwright/test';
import {
  areas,
  at,
  declareIncident,
  panel,
  requestChange,
  signInAsGuest,
  watch,
} from '../guest';

test('in one database with a schema a plugin, every area opens and takes records', async ({
  page,
  request,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  for (const { path, words } of Object.values(areas)) {
    await page.goto(at(path));
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await declareIncident(page, 'It is slow');
  const change = await requestChange(request, 'A larger website');
  await page.goto(at(`/changes/${change}`));
  await expect(panel(page, 'Your decision')).toBeVisible();
  expect(trouble).toEqual([]);
});
