import { expect, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { signIn } from './personas';
import { openChange, panel, portal, uniqueWord } from './support/changes';

interface Answer {
  change: { version: number; state: string };
}

async function call(
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
): Promise<Answer> {
  const { status, body: answer } = await portal.call<Answer>(
    'dana-developer',
    method,
    path,
    body,
  );
  expect(status, JSON.stringify(answer)).toBe(200);
  return answer;
}

const next = (page: Page, button: string) =>
  panel(page, 'Next').getByRole('button', { name: button, exact: true });

const decide = (page: Page, button: string) =>
  panel(page, 'Your decision').getByRole('button', {
    name: button,
    exact: true,
  });

/** The state that a change is in. */
const step = (page: Page) =>
  page
    .getByRole('list', { name: 'States of this change' })
    .locator('[aria-current=step]');

test('an approver reads what changed before they click, and can take the approval back', async ({
  page,
}) => {
  const title = `Shorter leases, ${uniqueWord()}`;
  const start = DateTime.utc()
    .plus({ days: 200 + Math.floor(Math.random() * 90) })
    .startOf('hour');
  const number = await openChange('dana-developer', {
    title,
    // Its owner approves it alone.
    items: ['api:default/pricing'],
    environment: 'staging',
    window: {
      start: start.toISO(),
      end: start.plus({ hours: 1 }).toISO(),
    },
    testPlan: 'Count the leases.',
    backoutPlan: 'Lengthen them.',
    submit: true,
  });
  await signIn(page, 'owner', `/changes/${number}`);
  const hands = panel(page, 'Who had a hand in it');
  await expect(hands).toContainText('submitted it');
  await expect(decide(page, 'Approve')).toBeVisible();

  // Dana edits it and asks again while Oscar has the page open.
  const { body: read } = await portal.call<Answer>(
    'dana-developer',
    'GET',
    `/changes/${number}`,
  );
  const edited = await call('PATCH', `/changes/${number}`, {
    version: read.change.version,
    title: `${title}, and longer tokens`,
  });
  await call('POST', `/changes/${number}/authorize`, {
    version: edited.change.version,
  });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const changed = page.getByRole('alert').filter({
    hasText: 'It changed since you looked',
  });
  await expect(changed).toContainText(`${title}, and longer tokens`);

  // It is still there for one who comes back later.
  await page.reload();
  await expect(changed).toContainText(`${title}, and longer tokens`);
  await decide(page, 'Approve').click();
  const dialog = page.getByRole('dialog');
  const approve = dialog.getByRole('button', { name: 'Approve' });
  await expect(approve).toBeDisabled();
  await dialog
    .getByRole('button', { name: 'I have read what changed' })
    .click();
  await approve.click();
  await expect(dialog).toBeHidden();
  await expect(step(page)).toHaveText('Scheduled');
  await expect(hands).toContainText('edited it');

  await next(page, 'Withdraw approval').click();
  await dialog.getByLabel('Comment').fill('The tokens are too long.');
  await dialog.getByRole('button', { name: 'Withdraw approval' }).click();
  await expect(dialog).toBeHidden();
  await expect(step(page)).toHaveText('Authorize');
  await expect(panel(page, 'Conversation and timeline')).toContainText(
    'The tokens are too long.',
  );
});

test('an emergency starts before its approval, with a reason and a word about who is told', async ({
  page,
}) => {
  const now = DateTime.utc();
  const reason = 'Receipts are not rendered; every order waits.';
  const number = await openChange('kenji-oncall', {
    type: 'emergency',
    title: `Fall back to plain receipts, ${uniqueWord()}`,
    items: ['component:default/template-renderer'],
    environment: 'production',
    window: {
      start: now.minus({ minutes: 1 }).toISO(),
      end: now.plus({ hours: 1 }).toISO(),
    },
  });
  await signIn(page, 'onCall', `/changes/${number}`);
  const submit = next(page, 'Submit');
  await expect(submit).toBeDisabled();
  await expect(submit).toHaveAccessibleDescription(
    /An emergency says why it cannot wait/,
  );
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Justification').fill(reason);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await submit.click();
  await expect(step(page)).toHaveText('Authorize');

  await expect(panel(page, 'Next')).toContainText('approval can follow');
  await next(page, 'Start now').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('are told at once');
  await expect(dialog).toContainText(reason);
  await dialog.getByRole('button', { name: 'Start now' }).click();
  await expect(dialog).toBeHidden();
  await expect(step(page)).toHaveText('Implement');
  await expect(panel(page, 'Approvals')).toContainText('Approval is due');
});
