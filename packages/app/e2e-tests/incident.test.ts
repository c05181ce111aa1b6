import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Cli } from '@countersign/walkthrough';
import {
  IncidentDetail,
  IncidentMetricsAnswer,
  IncidentPage,
} from '@countersign/plugin-incident-management-common';
import { AlertPage } from '@countersign/plugin-service-levels-common';
import { signIn } from './personas';
import { panel, portalUrl } from './support/changes';
import {
  calmService,
  journeyService,
  readPortal as read,
} from './support/demoService';
import { deployApproved } from './support/deployments';
import { say } from './support/incidents';
import { downloadBundle, downloaded, offeredKeys } from './support/proof';
import {
  predictedAlert,
  seeAlertInTime,
  seeAlertResolved,
  seeBudgetBurn,
  seePromiseHold,
} from './support/serviceLevels';

const { item, hourObjective: objective } = journeyService;

const deliveryOf = async () =>
  (await read<IncidentMetricsAnswer>('/incident-management/metrics')).delivery
    .changeFailRate;

test('a fault burns a budget, and becomes an incident that somebody takes, ends, explains and proves', async ({
  page,
}) => {
  // By nature: until the alert fires, until nobody has reacted, and until all was quiet.
  test.setTimeout(900_000);
  const cli = new Cli(portalUrl);
  const service = await calmService(journeyService);
  const before = await deliveryOf();
  const change = await deployApproved(cli, item);
  await signIn(page, 'onCall');
  const deployable =
    await test.step('its promise holds, and nothing is in the way of a deployment', () =>
      seePromiseHold(page));
  const predicted = await predictedAlert();
  const { startsAt } = await service.break('latency', {
    share: 1,
    seconds: 360,
  });

  const number =
    await test.step('its SLO alert opens an incident on the right entity', async () => {
      let found: string | undefined;
      await expect
        .poll(
          async () => {
            const { items } = await read<IncidentPage>(
              `/incident-management/incidents?open=true&entityRef=${item}&sort=opened`,
            );
            found = items.find(({ alerts }) => alerts.firing > 0)?.number;
            return found;
          },
          { timeout: 180_000, intervals: [1_000] },
        )
        .toBeDefined();
      await page.goto('/incidents/triage');
      await page.getByText(found!, { exact: true }).first().click();
      await expect(page).toHaveURL(new RegExp(`/incidents/${found}$`));
      return found!;
    });
  const state = () =>
    page
      .getByRole('list', { name: 'States of this incident' })
      .locator('[aria-current=step]');

  await test.step('the change is the first suspect, and whoever is on call is told', async () => {
    const suspects = panel(page, 'Suspects').getByRole('listitem');
    await expect(suspects.filter({ hasText: change }).first()).toBeVisible();
    await expect(suspects.first()).toContainText(change);
    const told = page.getByRole('list', { name: 'Who was told' });
    await expect(told.getByRole('listitem').first()).toContainText(
      'In the portal',
    );
  });

  await test.step('nobody reacts: it escalates to the owner', async () => {
    const told = page.getByRole('list', { name: 'Who was told' });
    await expect(told.getByRole('listitem')).toHaveCount(2, {
      timeout: 120_000,
    });
    await expect(told).toContainText('as owner');
  });

  await test.step('Kenji takes it on his phone, in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    const take = page.getByRole('button', { name: 'Acknowledge', exact: true });
    // Under the thumb, without scrolling.
    await expect(take).toBeInViewport();
    await take.click();
    await expect(state()).toHaveText('In progress');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await test.step('its alert came within the predicted time and stands on the pages', () =>
    seeAlertInTime(page, { startsAt, predicted }));

  await test.step('"Can I deploy now?" answers differently, and the budget says where it went', () =>
    seeBudgetBurn(page, deployable));

  await test.step('the fault is off: mitigated', async () => {
    await service.mend();
    await page.goto(`/incidents/${number}`);
    await panel(page, 'Next')
      .getByRole('button', { name: 'Mitigated', exact: true })
      .click();
    await say(
      page,
      'Mitigated',
      'What was done',
      'The former limits are back.',
    );
    await expect(panel(page, 'Timeline')).toContainText(
      'The former limits are back.',
    );
  });

  await test.step('the cause is confirmed, and the change fail rate moves', async () => {
    await page
      .getByRole('button', { name: `Confirm as cause: ${change}` })
      .click();
    await say(
      page,
      'Confirm as cause',
      'Reason',
      'It was slow from its deployment on.',
    );
    await expect(
      panel(page, 'Suspects').getByRole('listitem').first(),
    ).toContainText('Cause');
    const after = await deliveryOf();
    expect(after.count).toBe(before.count + 1);
    expect(after.n).toBeGreaterThanOrEqual(before.n);
    await page.goto('/incidents/metrics');
    await expect(
      page.getByRole('region', { name: 'Change fail rate' }),
    ).toContainText(`${after.count} of ${after.n}`);
  });

  await test.step('a problem is opened from it, with a known error', async () => {
    await page.goto('/incidents/problems');
    await page.getByRole('button', { name: 'Open problem' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Limits are set by hand');
    const where = dialog.getByRole('combobox', { name: /^Where it is/ });
    await where.fill('journey-api');
    await page
      .getByRole('option', { name: /journey.api/i })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Its incidents').fill(number);
    await dialog
      .getByRole('button', { name: 'Open problem', exact: true })
      .click();
    await expect(page).toHaveURL(/\/incidents\/problems\/PRB\d+$/);
    const next = panel(page, 'Next');
    for (const verb of ['Assess', 'Start analysis']) {
      await next.getByRole('button', { name: verb, exact: true }).click();
    }
    await next
      .getByRole('button', { name: 'Record known error', exact: true })
      .click();
    await page.getByLabel('What causes it').fill('The limits are set by hand.');
    await say(
      page,
      'Record known error',
      'What helps until it is fixed',
      'Deploy with the former limits.',
    );
    await expect(panel(page, 'Known error')).toContainText(
      'Deploy with the former limits.',
    );
    await expect(panel(page, 'Incidents')).toContainText(number);
  });

  await test.step('it resolves by itself once it is quiet, with a time for each step', async () => {
    await expect
      .poll(
        async () => {
          const { incident } = await read<IncidentDetail>(
            `/incident-management/incidents/${number}`,
          );
          return incident.state;
        },
        { timeout: 240_000, intervals: [1_000] },
      )
      .toBe('resolved');
    await seeAlertResolved(page);
    await page.goto(`/incidents/${number}`);
    await expect(state()).toHaveText('Resolved');
    const { incident } = await read<IncidentDetail>(
      `/incident-management/incidents/${number}`,
    );
    const { started, detected, acknowledged, mitigated, resolved } =
      incident.times;
    const order = [started, detected, acknowledged, mitigated, resolved];
    expect(order).toEqual([...order].sort());
    await expect(panel(page, 'Times')).not.toContainText('Not yet');
    const { items } = await read<AlertPage>(
      `/service-levels/alerts?objective=${objective}&limit=1`,
    );
    await expect(panel(page, 'Alerts')).toContainText(items[0].title);
  });

  await test.step('its review is drafted from the timeline, written to its end and published', async () => {
    const review = panel(page, 'Review');
    await review
      .getByRole('button', { name: 'Start review', exact: true })
      .click();
    await review.getByRole('link', { name: 'Open review' }).click();
    await expect(page).toHaveURL(new RegExp(`/incidents/${number}/review$`));
    await expect(panel(page, 'What happened')).toContainText(
      'stopped the impact: The former limits are back.',
    );
    await expect(panel(page, 'Contributing factors')).toContainText(change);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page
      .getByRole('textbox', { name: 'What to improve' })
      .fill('- The limits are set by hand.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Publish', exact: true })
      .click();
    await expect(
      page.getByText('Published', { exact: true }).first(),
    ).toBeVisible();
    await expect(panel(page, 'What to improve')).toContainText(
      'The limits are set by hand.',
    );
    await page.goto(`/incidents/${number}`);
    await expect(panel(page, 'Review')).toContainText('Published');
  });

  await test.step('one offline command proves it, from the change to the recovery', async () => {
    await expect(panel(page, 'Proof')).not.toContainText('not in the log yet');
    const own = await downloadBundle(page);
    await page.goto(`/changes/${change}`);
    const caused = await downloadBundle(page);
    const keys = [...own.keys, ...caused.keys];
    const verified = cli.run(['verify', own.bundle, caused.bundle, ...keys]);
    expect(verified.code, verified.out).toBe(0);
    expect(verified.out).toContain(number);
    expect(verified.out).toContain(change);

    await page.goto(`/incidents/${number}`);
    const chain = await downloaded(page, () =>
      panel(page, 'Proof')
        .getByRole('button', { name: 'Download with what it relies on' })
        .click(),
    );
    const [alert] = (
      await read<AlertPage>(
        `/service-levels/alerts?objective=${objective}&limit=1`,
      )
    ).items;
    const whole = cli.run([
      ...['verify', chain],
      ...(await offeredKeys(page, '.chain.evidence.json')),
    ]);
    expect(whole.code, whole.out).toBe(0);
    for (const record of [change, alert.number]) {
      expect(whole.out).toContain(
        `✔ ${number}: ${record} is on record as it was relied on.`,
      );
    }

    const forged = test.info().outputPath('forged.evidence.json');
    writeFileSync(
      forged,
      readFileSync(own.bundle, 'utf8').replace(
        'former limits',
        'latter limits',
      ),
    );
    expect(cli.run(['verify', forged, ...own.keys]).code).not.toBe(0);
  });
});
