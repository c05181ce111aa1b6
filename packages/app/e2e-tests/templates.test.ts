import { expect, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { signIn } from './personas';
import { dropPlan, uniqueWord, wallClock } from './support/changes';
import { makePlans } from './support/plans';
import { runTemplate } from './support/templates';

const tomorrow = DateTime.utc().plus({ days: 1 }).startOf('hour');

async function fillWindow(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Start/ }).fill(wallClock(tomorrow));
  await page
    .getByRole('textbox', { name: /^End/ })
    .fill(wallClock(tomorrow.plus({ hours: 1 })));
}

/** Runs the template and follows its link to the change. */
async function create(page: Page, title: string): Promise<void> {
  await runTemplate(page);
  await page.getByRole('link', { name: /^CHG\d{7}$/ }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}

test('the template “Open a change” opens one', async ({ page }) => {
  const title = `From a template, ${uniqueWord()}`;
  await signIn(page, 'developer', '/create/templates/default/open-a-change');
  await page.getByLabel('Configuration items').fill('session');
  await page
    .getByRole('option', { name: /session-cache|Session cache/ })
    .click();
  await page.getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Next' }).click();
  await fillWindow(page);
  await create(page, title);
});

test('the template “Change from a Terraform plan” opens one from an uploaded plan', async ({
  page,
}) => {
  const plans = makePlans();
  const title = `From a plan, ${uniqueWord()}`;
  await signIn(
    page,
    'developer',
    '/create/templates/default/change-from-terraform-plan',
  );
  await dropPlan(page, plans.plan);
  await expect(page.getByText('Items found from the plan')).toBeVisible();
  await page.getByLabel('Commit').fill('a'.repeat(40));
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Title').fill(title);
  await fillWindow(page);
  await create(page, title);
  await expect(
    page.getByText('terraform_data.orders_db', { exact: true }),
  ).toBeVisible();
});
