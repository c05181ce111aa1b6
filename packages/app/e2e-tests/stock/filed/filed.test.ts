import { expect, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { choose, wallClock } from '../../support/changes';
import { panel, sidebar, signInAsGuest, watch, website } from '../guest';
import { job } from '../job';

test('a guest files a change in the form, and cannot approve it', async ({
  page,
}) => {
  const trouble = watch(page);
  const now = DateTime.utc();
  await signInAsGuest(page);
  await sidebar(page)
    .getByRole('link', { name: 'Changes', exact: true })
    .click();
  await page.getByRole('button', { name: 'New change' }).first().click();

  const items = page.getByRole('combobox', { name: 'Configuration items' });
  await items.fill('website');
  await page.getByRole('option', { name: /example-website/ }).click();
  // It offers the next one at once.
  await items.press('Escape');
  await expect(
    page.getByRole('button', { name: `Remove ${website.ref}` }),
  ).toBeVisible();
  await page.getByLabel('Title').fill(job.title);
  await choose(page, 'Environment', 'production');
  await page.getByLabel('Starts').fill(wallClock(now.minus({ minutes: 2 })));
  await page.getByLabel('Ends').fill(wallClock(now.plus({ hours: 2 })));
  await page.getByRole('button', { name: 'More fields' }).click();
  await page.getByLabel('Commit').fill(job.commit);
  await page.getByLabel('Justification').fill('It is full every evening.');
  await page.getByLabel('How it is done').fill('Apply the commit.');
  await page.getByLabel('How it is tested').fill('It answers.');
  await page.getByLabel('How it is undone').fill('Apply the commit before.');
  await expect(panel(page, 'What will happen')).toContainText(
    'Ready to submit.',
  );
  await page.getByRole('button', { name: 'Submit', exact: true }).click();

  await expect(page.getByRole('heading', { name: job.title })).toBeVisible();
  await expect(
    page
      .getByRole('list', { name: 'States of this change' })
      .locator('[aria-current=step]'),
  ).toHaveText('Authorize');
  const approve = panel(page, 'Your decision').getByRole('button', {
    name: 'Approve',
    exact: true,
  });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription(/request/i);
  expect(trouble).toEqual([]);
});
