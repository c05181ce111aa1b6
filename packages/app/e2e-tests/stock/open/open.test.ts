import { expect, test } from '@playwright/test';
import {
  approve,
  declareIncident,
  pagesOfAreas,
  panel,
  requestChange,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { testLooks } from '../looks';

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
  await signInAsGuest(page);
  await approve(page, number);
  expect(trouble).toEqual([]);
});

test('an incident is declared', async ({ page }) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  await declareIncident(page, 'It is slow');
  expect(trouble).toEqual([]);
});

testLooks('every area opens', pagesOfAreas);
