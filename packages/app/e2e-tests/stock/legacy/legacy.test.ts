import { expect, test } from '@playwright/test';
import {
  approve,
  at,
  declareIncident,
  pagesOfAreas,
  panel,
  requestChange,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { testLooks } from '../looks';

test('an entity has the cards and tabs of every area, and the home page what waits: a change is approved from there', async ({
  page,
  request,
}) => {
  const number = await requestChange(request, 'A larger website');
  const trouble = watch(page);
  await signInAsGuest(page, website.page);
  for (const card of [
    'Can I deploy now?',
    'What happened lately?',
    'Configuration item',
    'Is it healthy?',
    'Who is on call?',
    'What do audits find here?',
    'Is it drilled?',
    'Is it well kept?',
  ]) {
    await panel(page, card).scrollIntoViewIfNeeded();
    await expect(panel(page, card)).toBeVisible();
  }
  for (const tab of ['SLOs', 'Incidents', 'Drills', 'Logs', 'Changes']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await expect(page).toHaveURL(
      new RegExp(`${website.page}/${tab.toLowerCase()}$`),
    );
  }
  await page.getByRole('gridcell', { name: number, exact: true }).click();
  await expect(page).toHaveURL(at(`/changes/${number}`));

  await page.goto(at('/home'));
  for (const widget of [
    'Waiting for you',
    'Open incidents',
    'Overdue actions',
    'SLOs that burn',
    'Drills of your teams',
    'Governance now',
  ]) {
    await expect(page.getByText(widget, { exact: true })).toBeVisible();
  }
  await page.getByRole('link', { name: number, exact: true }).click();
  await expect(page).toHaveURL(at(`/changes/${number}`));
  await approve(page, number);
  expect(trouble).toEqual([]);
});

test('an incident is declared, and stands among those of its entity', async ({
  page,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  const number = await declareIncident(page, 'It is slow');
  await page.goto(at(`${website.page}/incidents`));
  await page.getByRole('gridcell', { name: number, exact: true }).click();
  await expect(page).toHaveURL(at(`/incidents/${number}`));
  expect(trouble).toEqual([]);
});

testLooks('every area opens, home and an entity too', {
  ...pagesOfAreas,
  '/home': 'Waiting for you',
  [website.page]: 'Can I deploy now?',
});
