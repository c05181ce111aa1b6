import { expect, test } from '@playwright/test';
import { signIn } from './personas';
import { openChange, panel, uniqueWord } from './support/changes';

const item = 'session-cache';
const fields = {
  items: [`resource:default/${item}`],
  environment: 'production',
};

test('the page of an entity answers whether one can deploy, what it is, and what happened', async ({
  page,
}) => {
  const title = `Evict sooner, ${uniqueWord()}`;
  const number = await openChange('dana-developer', { ...fields, title });
  await signIn(page, 'developer', `/catalog/default/resource/${item}`);
  await expect(
    panel(page, 'Can I deploy now?').getByRole('img', {
      name: /^(Yes|No|Not without a change)$/,
    }),
  ).toBeVisible();
  const configuration = panel(page, 'Configuration item');
  await configuration.scrollIntoViewIfNeeded();
  await expect(configuration).toContainText(/tier-\d/);
  await expect(panel(page, 'What happened lately?')).toContainText(title);
  await page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name: 'Changes' })
    .click();
  await expect(page.getByRole('row').filter({ hasText: number })).toContainText(
    title,
  );
});

/** Paths of the areas' routes. */
const ofAnArea =
  /\/api\/((?:change-management|service-levels|incident-management|compliance-evidence|chaos-drills)\/.*)/;

test('the cards of an entity ask once, and not before they can be seen', async ({
  page,
}) => {
  await signIn(page, 'developer');
  // The home page may be asking still.
  await page.goto('about:blank');
  // So low that nothing but the header is in sight.
  await page.setViewportSize({ width: 390, height: 60 });
  const asked: string[] = [];
  page.on('request', request => {
    const [, path] = ofAnArea.exec(new URL(request.url()).pathname) ?? [];
    if (path) asked.push(path);
  });
  await page.goto('/catalog/default/component/customer-engagement-api');
  await expect(panel(page, 'What happened lately?')).toBeAttached();
  const loading = '[role=progressbar]';
  await expect(page.locator(loading)).toHaveCount(0);
  expect(asked).toEqual([]);

  // A window that is hardly there is drawn once a second: from now on it is a phone's.
  await page.setViewportSize({ width: 390, height: 844 });
  // Cards come one after the other: those that come while others are looked at are looked at in the next round.
  await expect(async () => {
    for (const card of await page.locator('[role=region], section').all()) {
      await card.scrollIntoViewIfNeeded();
      await expect(card.locator(loading)).toHaveCount(0);
    }
    // One each, whatever several cards show of it; and one from each area for the rows and the lane of the time line.
    expect([...asked].sort()).toEqual([
      'change-management/changes',
      'change-management/configuration-items/by-ref',
      // A lane of its own: what was deployed is no part of the changes' list, which has a hundred of them.
      'change-management/deployments',
      'chaos-drills/drills',
      'chaos-drills/entity-drills',
      'compliance-evidence/entity-history',
      'compliance-evidence/entity-scope',
      'incident-management/incidents',
      'incident-management/on-call',
      'service-levels/alerts',
      'service-levels/error-budget/judge',
      'service-levels/objectives',
    ]);
  }).toPass({ timeout: 90_000 });
});

test('the home page shows what waits for a person', async ({ page }) => {
  const title = `Smaller keys, ${uniqueWord()}`;
  await openChange('dana-developer', { ...fields, title });
  await signIn(page, 'developer');
  const inbox = page.getByRole('list', { name: 'Waiting for you' });
  await expect(inbox).toBeVisible();
  const showAll = page.getByRole('button', { name: /^Show all \d+$/ });
  if (await showAll.isVisible()) await showAll.click();
  await expect(
    inbox.getByRole('listitem').filter({ hasText: title }),
  ).toContainText('Submit');
});

test('a search finds a change by its words', async ({ page }) => {
  const word = uniqueWord();
  const title = `Longer leases ${word}`;
  await openChange('dana-developer', { ...fields, title });
  await signIn(page, 'developer');
  // Search reads the changes from time to time.
  await expect(async () => {
    await page.goto(`/search?query=${word}`);
    await expect(page.getByRole('link', { name: title })).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 60_000 });
});

test('an auditor reads everything, and can do nothing to a change but comment on it', async ({
  page,
}) => {
  const title = `Shorter names, ${uniqueWord()}`;
  const number = await openChange('dana-developer', {
    ...fields,
    title,
    submit: true,
  });
  await signIn(page, 'auditor', '/changes');
  await expect(page.getByRole('grid', { name: 'Changes' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New change' })).toBeHidden();

  await page.goto(`/changes/${number}`);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(
    panel(page, 'Next').getByRole('button', { disabled: false }),
  ).toHaveCount(0);
  await expect(
    panel(page, 'Conversation and timeline').getByRole('textbox'),
  ).toBeEditable();
  await expect(
    panel(page, 'Proof').getByRole('button', { name: 'Download evidence' }),
  ).toBeEnabled();
});

test('figures say what they rest on and what they mean', async ({ page }) => {
  await signIn(page, 'auditor', '/changes/metrics');
  for (const figure of [
    'Success rate',
    'Lead time to approval',
    'Share of emergency changes',
  ]) {
    const card = panel(page, figure);
    await expect(card).toContainText(
      /n = \d+|of \d+ (closed|submitted)|No data/,
    );
    await card.getByText('Definition').click();
    await expect(card.getByRole('paragraph').first()).toBeVisible();
    await expect(card).toContainText(/÷|From .+ to/);
  }
});
