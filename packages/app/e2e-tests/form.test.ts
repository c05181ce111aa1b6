import { expect, Locator, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { signIn } from './personas';
import {
  choose,
  openChange,
  panel,
  portal,
  uniqueWord,
  wallClock,
} from './support/changes';

/** An hour of a day that hardly anything else is planned for, and no other run of these tests. */
function farAhead() {
  const start = DateTime.local({ zone: 'Europe/Berlin' })
    .plus({ days: 300 + Math.floor(Math.random() * 60) })
    .set({ hour: 6 + Math.floor(Math.random() * 12) })
    .startOf('hour');
  return { start, end: start.plus({ hours: 1 }) };
}

const instants = ({ start, end }: ReturnType<typeof farAhead>) => ({
  start: start.toUTC().toISO()!,
  end: end.toUTC().toISO()!,
});

const itemsField = (page: Page) =>
  page.getByRole('combobox', { name: 'Configuration items' });

async function chooseItem(page: Page, text: string, option: RegExp) {
  await itemsField(page).fill(text);
  await page.getByRole('option', { name: option }).click();
  // It offers the next one at once.
  await itemsField(page).press('Escape');
}

/** What is complained of nearest to a field. */
const beside = (field: Locator) =>
  field
    .locator('xpath=ancestor::div[.//*[@role="alert"]][1]')
    .getByRole('alert')
    // While nothing is said beside it yet, the nearest are those of other fields.
    .first();

/** The state that a change is in. */
const step = (page: Page) =>
  page
    .getByRole('list', { name: 'States of this change' })
    .locator('[aria-current=step]');

const opened = (page: Page) => expect(page).toHaveURL(/\/changes\/CHG\d{7,}$/);

test('what the server refuses stands beside its field, and nothing typed is lost', async ({
  page,
}) => {
  const title = `After the entity went, ${uniqueWord()}`;
  const gone = 'resource:default/retired-orders-db';
  const { start, end } = instants(farAhead());
  // A link to the form outlives the entity it names.
  await signIn(
    page,
    'developer',
    `/changes/new?${new URLSearchParams({
      item: gone,
      environment: 'production',
      windowStart: start,
      windowEnd: end,
    })}`,
  );
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Justification').fill('Orders are slow to read.');
  await page.getByLabel('How it is done').fill('Add the index.');
  await page.getByLabel('How it is undone').fill('Drop the index.');
  const testPlan = page.getByLabel('How it is tested');
  await testPlan.fill('Read one order.');
  await testPlan.press('Control+Enter');

  await expect(page.getByText('Not saved')).toBeInViewport();
  await expect(beside(itemsField(page))).toHaveText(
    new RegExp(`^The catalog has no ${gone}`),
  );
  await expect(page).toHaveURL(/\/changes\/new/);

  await page.getByRole('button', { name: `Remove ${gone}` }).click();
  await chooseItem(page, 'session', /Session cache/);
  // It was said beside the field alone, and what is mended is no longer said.
  await expect(page.getByText(`catalog has no ${gone}`)).toHaveCount(0);
  await expect(page.getByLabel('Title')).toHaveValue(title);
  await expect(testPlan).toHaveValue('Read one order.');
  await testPlan.press('Control+Enter');
  await opened(page);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText('Read one order.')).toBeVisible();
});

test('a standard change is made from a template that fits, and needs no approval', async ({
  page,
}) => {
  const title = `Restart the load generator, ${uniqueWord()}`;
  const window = farAhead();
  await signIn(page, 'developer', '/changes/new');
  await page.getByRole('radio', { name: 'Standard' }).check({ force: true });
  await choose(page, 'Template', 'Restart a service');
  const template = page.getByRole('button', { name: /Template$/ });

  // The template is for services.
  await chooseItem(page, 'session', /Session cache/);
  await choose(page, 'Environment', 'staging');
  await expect(beside(template)).toContainText(
    'may not be used for resource:default/session-cache',
  );
  await page
    .getByRole('button', { name: 'Remove resource:default/session-cache' })
    .click();
  await chooseItem(page, 'load-generator', /load generator/i);
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Starts').fill(wallClock(window.start));
  await page.getByLabel('Ends').fill(wallClock(window.end));
  await expect(panel(page, 'What will happen')).toContainText(
    'Ready to submit.',
  );
  await expect(page.getByText('may not be used for')).toBeHidden();

  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await opened(page);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(step(page)).toHaveText('Scheduled');
  await expect(panel(page, 'Approvals')).toContainText(
    'Pre-approved by its template.',
  );
  // The procedure is the template's.
  await expect(
    page.getByText('Deploy the running revision again'),
  ).toBeVisible();
});

test('an edit of what was approved voids the approvals, and says so before and after', async ({
  page,
}) => {
  const title = `Longer leases, ${uniqueWord()}`;
  const before = farAhead();
  const number = await openChange('dana-developer', {
    title,
    // Its owner approves it alone.
    items: ['api:default/pricing'],
    environment: 'staging',
    window: instants(before),
    testPlan: 'Count the leases.',
    backoutPlan: 'Shorten them.',
    submit: true,
  });
  const asked = await portal.call<{ change: { subjectDigest: string } }>(
    'oscar-owner',
    'GET',
    `/changes/${number}`,
  );
  const approved = await portal.call(
    'oscar-owner',
    'POST',
    `/changes/${number}/approve`,
    {
      subjectDigest: asked.body.change.subjectDigest,
      comment: 'Fine by us.',
    },
  );
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);

  await signIn(page, 'developer', `/changes/${number}`);
  await expect(step(page)).toHaveText('Scheduled');
  await expect(panel(page, 'Approvals')).toContainText('Fine by us.');

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(
    page.getByText('Editing anything but the implementer voids approvals.'),
  ).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue(title);
  const later = (time: DateTime) => wallClock(time.plus({ days: 1 }));
  await page.getByLabel('Starts').fill(later(before.start));
  await page.getByLabel('Ends').fill(later(before.end));
  await page.getByLabel('How it is tested').fill('Count them twice.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await opened(page);
  await expect(step(page)).toHaveText('Assess');
  await expect(page.getByText('Count them twice.').first()).toBeVisible();
  await expect(panel(page, 'Approvals')).not.toContainText('Fine by us.');
  await expect(panel(page, 'Conversation and timeline')).toContainText(
    'voided the approvals of round 1',
  );
  await panel(page, 'Next')
    .getByRole('button', { name: 'Ask for approval' })
    .click();
  await expect(step(page)).toHaveText('Authorize');
  await expect(panel(page, 'Approvals')).toContainText('0 of 1');
});
