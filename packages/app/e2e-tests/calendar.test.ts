import { expect, Locator, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { signIn } from './personas';
import { openChange, portal, uniqueWord } from './support/changes';

/** Drags one event of the calendar onto another, as a hand does it: the calendar follows the pointer. */
async function dragOnto(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  await to.hover();
  const box = await to.boundingBox();
  expect(box).not.toBeNull();
  await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2, {
    steps: 5,
  });
  await page.mouse.up();
}

test('a drag proposes a window, shows its conflicts, and saves nothing by itself', async ({
  page,
}) => {
  // Far enough ahead that nothing else is planned there; both days stand in one week of any month.
  const tuesday = DateTime.local({ zone: 'Europe/Berlin' })
    .plus({ weeks: 40 })
    .set({ weekday: 2, hour: 10 })
    .startOf('hour');
  const word = uniqueWord();
  const open = (name: string, start: DateTime) =>
    openChange('dana-developer', {
      title: `${name} ${word}`,
      items: ['resource:default/session-cache'],
      environment: 'production',
      window: {
        start: start.toUTC().toISO(),
        end: start.plus({ hours: 1 }).toUTC().toISO(),
      },
      submit: true,
    });
  const moved = await open('Moved', tuesday);
  const inTheWay = await open('In the way', tuesday.plus({ days: 1 }));

  await signIn(
    page,
    'developer',
    `/changes/calendar?date=${tuesday.toISODate()}`,
  );
  const event = page.getByRole('button', { name: `Moved ${word}` });
  const other = page.getByRole('button', { name: `In the way ${word}` });
  await dragOnto(page, event, other);

  const dialog = page.getByRole('dialog', { name: `Move ${moved}` });
  await expect(dialog).toContainText(/conflicts? in the new window/);
  await expect(dialog.getByRole('link', { name: inTheWay })).toBeVisible();
  await expect(
    dialog.getByRole('button', { name: 'Save new window' }),
  ).toBeEnabled();
  await dialog.getByRole('button', { name: 'Keep current window' }).click();
  await expect(dialog).toBeHidden();

  const { body } = await portal.call<{
    change: { window: { start: string } };
  }>('dana-developer', 'GET', `/changes/${moved}`);
  expect(DateTime.fromISO(body.change.window.start).toMillis()).toBe(
    tuesday.toMillis(),
  );
});
