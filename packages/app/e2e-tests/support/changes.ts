import { expect, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { Portal } from '@countersign/walkthrough';

/** Where the portal under test listens. */
export const portalUrl = process.env.COUNTERSIGN_URL ?? 'http://localhost:7007';

const http = new Portal(portalUrl);

/** Change management over HTTP: for what a story needs to be there, not for what it is about. */
export const portal = {
  call: <T>(user: string, method: string, path: string, body?: unknown) =>
    http.call<T>(user, method, `/change-management${path}`, body),
};

/** What tells the records of one run from those of others. */
export const uniqueWord = () =>
  `run${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/** Opens a change without the pages. Resolves to its number. */
export async function openChange(
  user: string,
  fields: Record<string, unknown>,
): Promise<string> {
  const { status, body } = await portal.call<{ change: { number: string } }>(
    user,
    'POST',
    '/changes',
    fields,
  );
  expect(status, JSON.stringify(body)).toBe(201);
  return body.change.number;
}

/** What a field for date and time takes, in the time zone of the browser under test. */
export function wallClock(time: DateTime): string {
  return time.setZone('Europe/Berlin').toFormat("yyyy-MM-dd'T'HH:mm");
}

/** Drops a file on the place that asks for a plan. */
export async function dropPlan(page: Page, file: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(content => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File([content], 'plan.json', { type: 'application/json' }),
    );
    return transfer;
  }, readFileSync(file, 'utf8'));
  await page
    .getByText('Drop plan.json here')
    .dispatchEvent('drop', { dataTransfer });
}

/** A titled box of a page. */
export const panel = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

/**
 * On the page of a change, accepts whatever stands in its way and can be accepted, as its requester. Before it is submitted,
 * conflicts have a section of their own.
 */
export async function acceptConflicts(
  page: Page,
  where: 'Next' | 'Conflicts',
  reason: string,
): Promise<void> {
  const accept = panel(page, where).getByRole('button', { name: 'Accept' });
  for (let open = await accept.count(); open > 0; open -= 1) {
    await accept.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why that is all right').fill(reason);
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await expect(dialog).toBeHidden();
    await expect(accept).toHaveCount(open - 1);
  }
}

/** Chooses an option of a select. */
export async function choose(
  page: Page,
  label: string,
  option: string,
): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
