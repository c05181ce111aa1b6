import { expect, test } from '@playwright/test';
import {
  ask,
  areas,
  at,
  declareIncident,
  panel,
  requestChange,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { walk } from '../links';

const pages = areas['Change management'].path;

test('two areas meet, and say nothing of those that are not there', async ({
  page,
  request,
}) => {
  const change = await requestChange(request, 'A larger website');
  const trouble = watch(page);
  await signInAsGuest(page);
  const incident = await declareIncident(page, 'It is slow');
  for (const [verb, body] of [
    ['acknowledge', {}],
    ['confirm-cause', { change, reason: 'It began with it.' }],
  ]) {
    await ask(
      request,
      'guest',
      `/incident-management/incidents/${incident}/${verb}`,
      body,
    );
  }

  await page.reload();
  await expect(
    page.getByRole('link', { name: change, exact: true }).first(),
  ).toHaveAttribute('href', new RegExp(`${pages}/${change}$`));

  await page.goto(at(website.page));
  const lately = panel(page, 'What happened lately?');
  await lately.scrollIntoViewIfNeeded();
  await expect(lately).toContainText('It is slow');
  await expect(panel(page, 'Can I deploy now?')).toContainText(
    'No approved change covers it now',
  );

  const { missing } = await walk(page, [
    pages,
    areas['Incidents and problems'].path,
    website.page,
  ]);
  expect(missing).toEqual([]);
  expect(trouble).toEqual([]);
});
