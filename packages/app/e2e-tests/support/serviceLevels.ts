import { expect, Page } from '@playwright/test';
import {
  AlertPage,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { panel } from './changes';
import { journeyService, readPortal } from './demoService';

const { hourObjective: objective } = journeyService;
const title = '95 % of journeys start within 300 ms, over an hour';
const item = '/catalog/default/component/journey-api';

/** A slow answer is counted once it is given, and read with the next reading: so much later than predicted. */
const LATER_MS = 3_000 + 15_000;

const read = <T>(path: string) => readPortal<T>(`/service-levels${path}`);

/** How long after a fault began that fails every request the first alert of the objective fires, in milliseconds. */
export async function predictedAlert(): Promise<number> {
  const { predictions } = await read<ObjectiveDetail>(
    `/objectives/${objective}`,
  );
  return Math.min(
    ...predictions[0].pairs.flatMap(({ firesAfter }) => firesAfter ?? []),
  );
}

/** The objective is measured and holds, and nothing is in the way of a deployment. Resolves to what says so. */
export async function seePromiseHold(page: Page): Promise<string> {
  await page.goto(item);
  const health = panel(page, 'Is it healthy?');
  await health.scrollIntoViewIfNeeded();
  await expect(health.getByRole('link', { name: title })).toBeVisible();
  await expect(health).not.toContainText('Burning');
  const deploy = page.getByRole('list', { name: 'Can I deploy now?' });
  await expect(deploy).toContainText(/error budget/i);
  return deploy.innerText();
}

/** The alert fired within the predicted time, stands on the pages, and is acknowledged there. */
export async function seeAlertInTime(
  page: Page,
  fault: { startsAt: string; predicted: number },
): Promise<void> {
  const { items } = await read<AlertPage>(
    `/alerts?objective=${objective}&state=firing`,
  );
  expect(items).toHaveLength(1);
  const [alert] = items;
  expect(
    Date.parse(alert.firedAt!) - Date.parse(fault.startsAt),
  ).toBeLessThanOrEqual(fault.predicted + LATER_MS);

  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'SLOs', exact: true })
    .click();
  await page
    .getByRole('navigation', { name: 'Pages of SLOs' })
    .getByRole('link', { name: 'Alerts' })
    .click();
  const row = page.getByRole('row').filter({ hasText: alert.number });
  await expect(row).toContainText('Firing');
  await expect(row).toContainText(title);
  await row.getByText(alert.number, { exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/slos/alerts/${alert.number}$`));
  await expect(panel(page, 'How it stands')).toContainText('×');
  await panel(page, 'Next')
    .getByRole('button', { name: 'Acknowledge' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('Rolling back.');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel(page, 'Timeline')).toContainText('Rolling back.');
}

/** The page of the entity answers otherwise than `before`, and the fault is marked on what became of the budget. */
export async function seeBudgetBurn(page: Page, before: string): Promise<void> {
  await page.goto(item);
  const deploy = page.getByRole('list', { name: 'Can I deploy now?' });
  await expect(deploy).toContainText(title);
  expect(await deploy.innerText()).not.toBe(before);
  const health = panel(page, 'Is it healthy?');
  await health.scrollIntoViewIfNeeded();
  await expect(health).toContainText('Burning');
  await expect(
    panel(page, 'What happened lately?').getByText(title).first(),
  ).toBeVisible();

  await page.goto(`/slos/objectives/${objective}`);
  const spending = panel(page, 'Where the budget went');
  await spending.getByText(/^Marked on the chart/).click();
  await expect(
    spending.getByText('A latency fault was switched on').last(),
  ).toBeVisible();
}

/** Its alert is over by itself, and stands so in the list. */
export async function seeAlertResolved(page: Page): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await read<AlertPage>(`/alerts?objective=${objective}&state=firing`)
        ).items.length,
      { timeout: 120_000, intervals: [1_000] },
    )
    .toBe(0);
  await page.goto('/slos/alerts?state=resolved');
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: title })
      .filter({ hasText: 'Resolved' })
      .first(),
  ).toBeVisible();
}
