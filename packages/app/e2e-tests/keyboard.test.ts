import { expect, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { signIn } from './personas';
import { openChange, panel, portal, uniqueWord } from './support/changes';
import { declareDrill } from './support/incidents';
import { addHours, pressWithKeyboard, tabTo } from './support/keyboard';

const item = { items: ['resource:default/session-cache'] };
const berlin = { zone: 'Europe/Berlin' };

test('the calendar is used without a mouse: a change is found, previewed and moved', async ({
  page,
}) => {
  // Far enough ahead that nothing else is planned there.
  const start = DateTime.local(berlin)
    .plus({ weeks: 44 })
    .set({ weekday: 2, hour: 9 })
    .startOf('hour');
  const word = uniqueWord();
  const open = (name: string, at: DateTime) =>
    openChange('dana-developer', {
      ...item,
      title: `${name} ${word}`,
      environment: 'production',
      window: {
        start: at.toUTC().toISO(),
        end: at.plus({ hours: 1 }).toUTC().toISO(),
      },
      submit: true,
    });
  const moved = await open('Earlier', start);
  const inTheWay = await open('Later', start.plus({ hours: 3 }));
  await signIn(page, 'developer');
  await page.goto(`/changes/calendar?date=${start.toISODate()}`);
  const event = page.getByRole('button', { name: new RegExp(`, ${moved},`) });
  await expect(event).toBeVisible();

  await test.step('from the month to the week', async () => {
    await tabTo(page, page.getByRole('radio', { name: 'Month' }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/view=week/);
  });

  const preview = page.getByRole('region', { name: `Preview of ${moved}` });
  await test.step('Enter opens the preview, Escape leads back', async () => {
    await pressWithKeyboard(page, event);
    await expect(preview).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(preview).toBeHidden();
    await expect(event).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(preview).toBeFocused();
  });

  const dialog = page.getByRole('dialog', { name: `Move ${moved}` });
  await test.step('a new window shows what it overlaps', async () => {
    await pressWithKeyboard(
      page,
      preview.getByRole('button', { name: 'Move to another time' }),
    );
    await expect(dialog).toContainText('No conflict');
    await addHours(page, dialog.getByRole('textbox', { name: 'New start' }), 3);
    await addHours(page, dialog.getByRole('textbox', { name: 'New end' }), 3);
    await expect(dialog).toContainText(/conflicts? in the new window/);
    await expect(dialog.getByRole('link', { name: inTheWay })).toBeVisible();
  });

  await test.step('another one has none, and is saved', async () => {
    await tabTo(
      page,
      dialog.getByRole('button', { name: 'Keep current window' }),
    );
    await addHours(page, dialog.getByRole('textbox', { name: 'New start' }), 3);
    await addHours(page, dialog.getByRole('textbox', { name: 'New end' }), 3);
    await expect(dialog).toContainText('No conflict');
    await pressWithKeyboard(
      page,
      dialog.getByRole('button', { name: 'Save new window' }),
    );
    await expect(dialog).toBeHidden();
    await expect(preview).toBeFocused();
    await expect(preview).toContainText('15:00–16:00');
  });

  const { body } = await portal.call<{
    change: { window: { start: string } };
  }>('dana-developer', 'GET', `/changes/${moved}`);
  expect(DateTime.fromISO(body.change.window.start).toMillis()).toBe(
    start.plus({ hours: 6 }).toMillis(),
  );
});

test('a freeze is declared and ended without a mouse, and the change it concerns says so', async ({
  page,
}) => {
  const word = uniqueWord();
  const title = `Stocktaking ${word}`;
  // Only of what no other story touches.
  const environment = 'development';
  // The dialog proposes tomorrow evening from ten.
  const start = DateTime.local(berlin).plus({ days: 1 }).set({ hour: 22 });
  const number = await openChange('dana-developer', {
    items: ['component:default/load-generator'],
    title: `Recount ${word}`,
    environment,
    window: {
      start: start.set({ minute: 30 }).startOf('minute').toUTC().toISO(),
      end: start.set({ minute: 50 }).startOf('minute').toUTC().toISO(),
    },
  });
  await signIn(page, 'onCall');
  await page.goto('/changes/calendar?view=list');
  const rules = panel(page, 'Freezes and maintenance windows');

  await test.step('declared in the dialog', async () => {
    await pressWithKeyboard(
      page,
      rules.getByRole('button', { name: 'Declare freeze or window' }),
    );
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByLabel('Title'));
    await page.keyboard.type(title);
    await tabTo(
      page,
      dialog.getByRole('combobox', { name: 'Only these items' }),
    );
    await page.keyboard.type('load-generator');
    await expect(
      page.getByRole('option', { name: /load.generator/i }),
    ).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    // It offers the next one at once.
    await page.keyboard.press('Escape');
    await pressWithKeyboard(
      page,
      dialog.getByRole('button', { name: /Only these environments/ }),
    );
    const option = page.getByRole('option', { name: environment });
    await expect(option).toBeVisible();
    await page.keyboard.type(environment);
    await page.keyboard.press('Enter');
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await expect(option).toBeHidden();
    const effect = dialog.getByRole('region', { name: 'What it does' });
    await expect(effect).toContainText('Next dates');
    await expect(effect).toContainText('It would stop');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
  });

  await test.step('it stands in the calendar and in words below it', async () => {
    await pressWithKeyboard(
      page,
      page.getByRole('button', { name: new RegExp(`Freeze: ${title}`) }),
    );
    const preview = page.getByRole('region', { name: `Preview of ${title}` });
    await expect(preview).toContainText(environment);
    await page.keyboard.press('Escape');
    await expect(
      rules.getByRole('listitem').filter({ hasText: title }),
    ).toContainText(environment);
  });

  await test.step('the change in its way conflicts with it', async () => {
    await page.goto(`/changes/${number}`);
    await expect(panel(page, 'Conflicts')).toContainText(title);
  });

  await test.step('it is ended, and the conflict with it', async () => {
    await page.goto('/changes/calendar?view=list');
    await pressWithKeyboard(
      page,
      rules.getByRole('button', { name: `End ${title}` }),
    );
    await pressWithKeyboard(
      page,
      page.getByRole('dialog').getByRole('button', { name: 'End it' }),
    );
    await expect(rules).toBeFocused();
    await expect(rules).not.toContainText(title);
    await page.goto(`/changes/${number}`);
    await expect(panel(page, 'Conflicts')).toBeVisible();
    await expect(panel(page, 'Conflicts')).not.toContainText(title);
  });
});

test('a draft of the policies is replayed without a mouse', async ({
  page,
}) => {
  await signIn(page, 'approver');
  await page.goto('/changes/policies');
  await pressWithKeyboard(
    page,
    page.getByRole('button', { name: 'Start from those in force' }),
  );
  const draft = page.getByLabel('Draft policies');
  await expect(draft).toHaveValue(/require/);
  await pressWithKeyboard(page, page.getByRole('button', { name: 'Replay' }));
  await expect(page.getByRole('status')).toContainText(
    'No change would have been treated differently.',
  );

  await tabTo(page, draft);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(
    '- name: nobody is asked twice\n  match: {}\n  require:\n    - group: group:default/change-advisory-board\n      count: 3\n',
  );
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(
    /\d+ of \d+ changes would have been treated differently/,
  );
  await expect(
    page
      .getByRole('table', { name: /differ/ })
      .getByRole('row')
      .nth(1),
  ).toBeVisible();
});

test('an incident is found, taken and mitigated without a mouse', async ({
  page,
}) => {
  const title = `Drill by keyboard ${uniqueWord()}`;
  const number = await declareDrill('dana-developer', {
    title,
    entities: ['resource:default/session-cache'],
  });
  await signIn(page, 'developer');
  await page.goto('/incidents');
  await expect(page.getByRole('row').nth(1)).toBeVisible();

  await test.step('the list: / searches, j and Enter open', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(title);
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/incidents/${number}$`));
  });

  const next = panel(page, 'Next');
  await test.step('it is acknowledged and mitigated', async () => {
    await pressWithKeyboard(
      page,
      page.getByRole('button', { name: 'Acknowledge', exact: true }),
    );
    const mitigated = next.getByRole('button', {
      name: 'Mitigated',
      exact: true,
    });
    await pressWithKeyboard(page, mitigated);
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByLabel('What was done'));
    await page.keyboard.type('The cache is warm.');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(panel(page, 'Timeline')).toContainText('The cache is warm.');
  });

  await test.step('a role is taken', async () => {
    await pressWithKeyboard(
      page,
      page.getByRole('button', { name: 'Take the role Commander' }),
    );
    await expect(panel(page, 'Roles')).toContainText('Dana Reyes');
  });
});
