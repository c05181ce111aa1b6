import { expect, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { Cli } from '@countersign/walkthrough';
import { DrillDetail } from '@countersign/plugin-chaos-drills-common';
import {
  IncidentDetail,
  IncidentPage,
} from '@countersign/plugin-incident-management-common';
import { signIn } from './personas';
import {
  acceptConflicts,
  openChange,
  panel,
  portalUrl,
  uniqueWord,
} from './support/changes';
import { calmService, demoService, readPortal } from './support/demoService';
import { say } from './support/incidents';
import { downloadBundle } from './support/proof';
import { runTemplate } from './support/templates';

const { item, hourObjective } = demoService;

const drillOf = async (number: string) =>
  (await readPortal<DrillDetail>(`/chaos-drills/drills/${number}`)).drill;

const phase = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Phases' })
    .getByRole('listitem')
    .filter({ hasText: name });

test('a drill from Create is noticed as predicted, mitigated by the runbook, and proven', async ({
  page,
}) => {
  // By nature: until the alert fires, until it is over, and until the drill is measured.
  test.setTimeout(900_000);
  const service = await calmService(demoService);
  // What it depends on is changed at the same time.
  const now = DateTime.utc();
  const other = await openChange('dana-developer', {
    title: `More connections, ${uniqueWord()}`,
    items: ['resource:default/engagement-db'],
    environment: 'production',
    window: { start: now.toISO(), end: now.plus({ hours: 2 }).toISO() },
    testPlan: 'Count them.',
    backoutPlan: 'Allow fewer.',
    submit: true,
  });
  await signIn(page, 'onCall');

  const { number, change } =
    await test.step('the template opens its change and plans it, and says what else is planned now', async () => {
      await page.goto('/create/templates/default/run-a-drill');
      await page.getByLabel('Service').fill('customer engagement');
      await page
        .getByRole('option', { name: /Customer engagement API/ })
        .click();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('button', { name: 'Start now' }).click();
      // Of the window that was pressed, not of the one that was filled in.
      await expect(page.getByText('Take a free slot, or accept')).toBeVisible();
      const said = await runTemplate(page);
      await expect(said).toContainText('First, look at what else is planned');
      await page
        .getByRole('button', { name: 'First, look at what else is planned' })
        .click();
      await expect(said).toContainText(other);
      const numberIn = async (kind: string) => {
        const link = page.getByRole('link', { name: new RegExp(`^${kind}`) });
        const [found] = (await link.innerText()).match(/[A-Z]{3}\d{7}/)!;
        return found;
      };
      return { number: await numberIn('DRL'), change: await numberIn('CHG') };
    });

  await test.step('its change goes ahead: it is approved beforehand, and says why that other one may stay', async () => {
    await page.getByRole('link', { name: `${change}, its change` }).click();
    await expect(page).toHaveURL(new RegExp(`/changes/${change}$`));
    await expect(
      panel(page, 'Conflicts').getByRole('button', { name: 'Accept' }).first(),
    ).toBeVisible();
    await acceptConflicts(
      page,
      'Conflicts',
      'The fault is in one service, and ends by itself.',
    );
    await panel(page, 'Next')
      .getByRole('button', { name: 'Submit', exact: true })
      .click();
    await expect(
      page
        .getByRole('list', { name: 'States of this change' })
        .locator('[aria-current=step]'),
    ).toHaveText('Scheduled');
  });

  await test.step('everything holds, and it starts', async () => {
    await page.goto(`/drills/${number}`);
    const next = panel(page, 'Next');
    await expect(next).toContainText('Everything holds: it may start now.');
    await next.getByRole('button', { name: 'Start drill' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('spends error budget');
    await dialog.getByRole('button', { name: 'Start drill' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('live, it says when it should be noticed, what holds and what is broken, and can be stopped', async () => {
    await expect(panel(page, 'Predicted')).toContainText(hourObjective);
    await expect(panel(page, 'Predicted')).toContainText(/Detection\s*after/);
    await expect(phase(page, 'Steady state before')).toContainText('Holds');
    await expect(panel(page, 'Faults')).toContainText('latency');
    await expect(panel(page, 'Faults').getByRole('timer')).toContainText(
      'ends by itself',
    );
    await expect(
      page.getByRole('button', { name: 'Stop drill' }),
    ).toBeInViewport();
  });

  const incident =
    await test.step('its alert opens an incident that is a drill, with the runbook beside it', async () => {
      let found: string | undefined;
      await expect
        .poll(
          async () => {
            const { items } = await readPortal<IncidentPage>(
              `/incident-management/incidents?open=true&drill=true&entityRef=${item}&sort=opened`,
            );
            found = items.find(({ alerts }) => alerts.firing > 0)?.number;
            return found;
          },
          { timeout: 180_000, intervals: [1_000] },
        )
        .toBeDefined();
      await page.goto(`/incidents/${found}`);
      await expect(panel(page, 'Suspects')).toContainText(number);
      return found!;
    });

  await test.step('on call takes it, ends the fault as the runbook says, and mitigates', async () => {
    await page
      .getByRole('button', { name: 'Acknowledge', exact: true })
      .click();
    const runbooks = panel(page, 'Runbooks');
    await runbooks
      .getByRole('button', { name: 'Show steps of High api latency' })
      .click();
    await runbooks
      .getByText('A fault is on: end every one.', { exact: true })
      .click();
    await expect(
      runbooks.getByRole('checkbox', { name: 'A fault is on: end every one.' }),
    ).toBeChecked();
    await service.mend();
    await panel(page, 'Next')
      .getByRole('button', { name: 'Mitigated', exact: true })
      .click();
    await say(page, 'Mitigated', 'What was done', 'The fault is off.');
  });

  await test.step('once its alerts are over, the incident is resolved', async () => {
    await expect
      .poll(
        async () => {
          const { incident: seen } = await readPortal<IncidentDetail>(
            `/incident-management/incidents/${incident}`,
          );
          return seen.state;
        },
        { timeout: 240_000, intervals: [1_000] },
      )
      .toBe('resolved');
  });

  await test.step('the steady state holds again, and predicted stands beside measured', async () => {
    await expect
      .poll(
        async () => {
          const { measurement, response } = await drillOf(number);
          return Boolean(measurement?.alert && response?.times.mitigated);
        },
        { timeout: 240_000, intervals: [1_000] },
      )
      .toBe(true);
    await page.goto(`/drills/${number}`);
    const result = panel(page, 'Result');
    await expect(result).toContainText('Predicted');
    await expect(result).toContainText('Measured');
    await expect(result).not.toContainText('Not detected');
    await expect(panel(page, 'Predicted')).toContainText(/Spent\s*\d/);
    const times = panel(page, 'Times');
    for (const what of ['Alert fired', 'Acknowledged', 'Mitigated']) {
      await expect(
        times.getByRole('row').filter({ hasText: what }),
      ).toContainText('+');
    }
    await expect(phase(page, 'Recovery')).toContainText('Holds');
    await expect(panel(page, 'Belongs to it')).toContainText(incident);
  });

  await test.step('what was learned is kept with it', async () => {
    await page.getByRole('button', { name: 'Add note' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('What you saw, or what is learned')
      .fill('The runbook names the right command.');
    await dialog.getByRole('button', { name: 'Add note' }).click();
    await expect(panel(page, 'Timeline')).toContainText(
      'The runbook names the right command.',
    );
  });

  await test.step('one offline command proves it', async () => {
    await expect(panel(page, 'Proof')).not.toContainText('not in the log yet');
    const { bundle, keys } = await downloadBundle(page);
    const verified = new Cli(portalUrl).run(['verify', bundle, ...keys]);
    expect(verified.code, verified.out).toBe(0);
    expect(verified.out).toContain(number);
  });
});
