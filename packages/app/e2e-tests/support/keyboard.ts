import { expect, Locator, Page } from '@playwright/test';

/** More than any page of ours has to be stepped over. */
const MOST_STEPS = 150;

/** Goes on with the Tab key until something has the focus, as whoever has no mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () =>
    target.evaluate(element => element === document.activeElement);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Presses what the Tab key leads to. */
export async function pressWithKeyboard(
  page: Page,
  target: Locator,
): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** The arrow keys change the part of a date and time that the caret stands in: here the hours begin. */
const HOUR = 'YYYY-MM-DD H'.length;

/** Moves the time of a date and time field by whole hours. */
export async function addHours(
  page: Page,
  field: Locator,
  hours: number,
): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Home');
  for (let place = 0; place < HOUR; place += 1) {
    await page.keyboard.press('ArrowRight');
  }
  for (let hour = 0; hour < hours; hour += 1) {
    await page.keyboard.press('ArrowUp');
  }
}
