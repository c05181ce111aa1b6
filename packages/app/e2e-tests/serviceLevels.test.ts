import { expect, test } from '@playwright/test';
import {
  AlertPage,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { signIn } from './personas';
import { panel } from './support/changes';
import {
  calmDemoService,
  hourObjective as objective,
  readPortal,
} from './support/demoService';

const title = '95 % of answers come within 300 ms, over an hour';
const item = '/catalog/default/component/customer-engagement-api';

/** A slow answer is counted once it is given, and read with the next reading: so much later than predicted. */
const LATER_MS = 3_000 + 15_000;

const read = <T>(path: string) => readPortal<T>(`/service-levels${path}`);
const firing = async () => {
  const { items } = await read<AlertPage>(
    `/alerts?objective=${objective}&state=firing`,
  );
  return items;
};

test('a fault inside the service burns its budget: the alert fires in time, and the pages say so', async ({
  page,
}) => {
  // It takes minutes by nature: until the service is measured, until it burns, and until that is over.
  test.setTimeout(900_000);
  const service = await calmDemoService();
  await signIn(page, 'onCall');
  let before = '';

  await test.step('its promise is measured and holds, and nothing is in the way of a deployment', async () => {
    await page.goto(item);
    const health = panel(page, 'Is it healthy?');
    await health.scrollIntoViewIfNeeded();
    await expect(health.getByRole('link', { name: title })).toBeVisible();
    await expect(health).not.toContainText('Burning');
    const deploy = page.getByRole('list', { name: 'Can I deploy now?' });
    await expect(deploy).toContainText(/error budget/i);
    before = await deploy.innerText();
  });

  const { predictions } = await read<ObjectiveDetail>(
    `/objectives/${objective}`,
  );
  const predicted = Math.min(
    ...predictions[0].pairs.flatMap(({ firesAfter }) => firesAfter ?? []),
  );
  const fault = await service.break('latency', { share: 1, seconds: 240 });

  await test.step('the alert fires within the predicted time and stands on the pages', async () => {
    await expect
      .poll(firing, { timeout: predicted + 60_000, intervals: [500] })
      .toHaveLength(1);
    const [alert] = await firing();
    expect(
      Date.parse(alert.firedAt!) - Date.parse(fault.startsAt),
    ).toBeLessThanOrEqual(predicted + LATER_MS);

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
  });

  await test.step('"Can I deploy now?" answers differently', async () => {
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
  });

  await test.step('the fault is marked on what became of the budget', async () => {
    await page.goto(`/slos/objectives/${objective}`);
    const spending = panel(page, 'Where the budget went');
    await spending.getByText(/^Marked on the chart/).click();
    await expect(
      spending.getByText('A latency fault was switched on').last(),
    ).toBeVisible();
  });

  await test.step('once the fault is off it resolves by itself', async () => {
    await service.mend();
    await expect
      .poll(firing, { timeout: 120_000, intervals: [1_000] })
      .toEqual([]);
    await page.goto('/slos/alerts?state=resolved');
    await expect(
      page
        .getByRole('row')
        .filter({ hasText: title })
        .filter({ hasText: 'Resolved' })
        .first(),
    ).toBeVisible();
  });
});
