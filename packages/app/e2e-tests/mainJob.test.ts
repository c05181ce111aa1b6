import { Browser, expect, Page, test } from '@playwright/test';
import { Cli } from '@countersign/walkthrough';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { Persona, signIn } from './personas';
import {
  acceptConflicts,
  choose,
  dropPlan,
  panel,
  portalUrl,
  uniqueWord,
  wallClock,
} from './support/changes';
import { makePlans } from './support/plans';
import { downloadBundle, flipBit } from './support/proof';

/** A browser of one's own for each person of the story. */
async function as(
  browser: Browser,
  persona: Persona,
  path: string,
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, persona, path);
  return page;
}

/** Accepts whatever stands in the way and can be accepted, as its requester, and asks for approval. */
async function settleConflicts(page: Page): Promise<void> {
  await acceptConflicts(
    page,
    'Next',
    'Talked through with the other team: both fit into the hour.',
  );
  const ask = panel(page, 'Next').getByRole('button', {
    name: 'Ask for approval',
  });
  if (await ask.isVisible()) {
    await ask.click();
  }
}

test('from a Terraform plan to a proof that anyone can check', async ({
  browser,
}) => {
  const plans = makePlans();
  const cli = new Cli(portalUrl);
  const title = `Larger pool and session cache, ${uniqueWord()}`;
  const commit = randomBytes(20).toString('hex');
  const now = DateTime.utc();
  const dana = await as(browser, 'developer', '/');
  let number = '';

  await test.step('Dana opens a change from the plan', async () => {
    const page = dana;
    await page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Changes', exact: true })
      .click();
    await page.getByRole('button', { name: 'New change' }).click();
    await dropPlan(page, plans.plan);
    await expect(
      page.getByText(/Read by the server: \d+ values? redacted/),
    ).toBeVisible();
    const items = page.getByRole('list', { name: 'Configuration items' });
    await expect(items.getByRole('listitem')).toHaveCount(2);
    await expect(items).toContainText('Orders database');

    await page.getByLabel('Title').fill(title);
    await choose(page, 'Environment', 'production');
    await page.getByLabel('Starts').fill(wallClock(now.minus({ minutes: 2 })));
    await page.getByLabel('Ends').fill(wallClock(now.plus({ hours: 1 })));
    await page.getByRole('button', { name: 'More fields' }).click();
    await page.getByLabel('Commit').fill(commit);
    await page.getByLabel('Justification').fill('The pool runs dry at noon.');
    await page.getByLabel('How it is done').fill('Apply the plan.');
    await page
      .getByLabel('How it is tested')
      .fill('The pool gauge stays under 80 %.');
    await page.getByLabel('How it is undone').fill('Apply the commit before.');
  });

  await test.step('its risk, its conflicts and its approvers stand beside the form', async () => {
    await expect(panel(dana, 'Risk')).toContainText(/\d+ of \d+ points/);
    await expect(panel(dana, 'Conflicts')).toBeVisible();
    await expect(panel(dana, 'Approvers')).toContainText('1 ×');
    await expect(panel(dana, 'What will happen')).toContainText(
      'Ready to submit.',
    );
  });

  await test.step('Dana submits it and cannot approve it', async () => {
    const page = dana;
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await expect(page).toHaveURL(/\/changes\/CHG\d{7}$/);
    number = new URL(page.url()).pathname.split('/').pop() ?? '';
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await settleConflicts(page);
    await expect(
      page
        .getByRole('list', { name: 'States of this change' })
        .locator('[aria-current=step]'),
    ).toHaveText('Authorize');
    const approve = panel(page, 'Your decision').getByRole('button', {
      name: 'Approve',
      exact: true,
    });
    await expect(approve).toBeDisabled();
    await expect(approve).toHaveAccessibleDescription(/request/i);
  });

  await test.step('the page shows the plan without its secret', async () => {
    const plan = panel(dana, 'Plan');
    const pool = plan.getByRole('row', { name: /pool_size/ });
    await expect(pool).toContainText('20');
    await expect(pool).toContainText('60');
    await expect(plan).toContainText('Replaced');
    expect(await dana.content()).not.toContain(plans.secret);
  });

  /** What a pipeline asks right before `terraform apply`, with the pipeline's own token. */
  const askGate = (plan: string) =>
    cli.run([
      ...['change', 'gate', '--change', number, '--plan', plan],
      ...['--commit', commit, '--environment', 'production', '--json'],
    ]);

  await test.step('the gate refuses while approvals are missing', () => {
    const answer = askGate(plans.plan);
    expect(answer.code, answer.out).toBe(1);
  });

  const approveAs = (persona: Persona) =>
    test.step(`the ${persona} sees exactly what is approved, and approves`, async () => {
      const page = await as(browser, persona, `/changes/${number}`);
      await panel(page, 'Your decision')
        .getByRole('button', { name: 'Approve', exact: true })
        .click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('You approve exactly this.');
      await expect(dialog).toContainText(title);
      await expect(dialog).toContainText('1 replaced');
      await dialog.getByText('Digests of what is decided about').click();
      await expect(dialog).toContainText(commit.slice(0, 7));
      await expect(dialog).toContainText('Plan');
      await expect(dialog).toContainText('production');
      await dialog.getByLabel('Comment').fill('Read the plan.');
      await dialog.getByRole('button', { name: 'Approve' }).click();
      await expect(dialog).toBeHidden();
      await expect(panel(page, 'Approvals')).toContainText('Read the plan.');
      await page.context().close();
    });
  await approveAs('owner');
  await approveAs('approver');

  await test.step('the gate refuses another plan and lets this one through', async () => {
    await dana.reload();
    await expect(
      dana
        .getByRole('list', { name: 'States of this change' })
        .locator('[aria-current=step]'),
    ).toHaveText('Scheduled');
    const refused = askGate(plans.other);
    expect(refused.code, refused.out).toBe(1);
    const allowed = askGate(plans.plan);
    expect(allowed.code, allowed.out).toBe(0);

    const startedAt = new Date().toISOString();
    plans.apply();
    const reported = cli.run([
      ...['deployment', 'report', '--change', number, '--plan', plans.plan],
      ...['--environment', 'production', '--outcome', 'succeeded'],
      ...['--commit', commit, '--external-id', `e2e-${commit}`],
      ...['--started-at', startedAt, '--finished-at', new Date().toISOString()],
      ...['--gate-decision', allowed.json<{ id: string }>().id, '--json'],
    ]);
    expect(reported.code, reported.out).toBe(0);
  });

  await test.step('Dana sees that the deployment was authorised, and closes the change', async () => {
    const page = dana;
    await page.reload();
    await expect(panel(page, 'Deployments')).toContainText('Authorized');
    await panel(page, 'Next')
      .getByRole('button', { name: 'Close the change' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Successful', { exact: true }).click();
    await expect(
      dialog.getByRole('radio', { name: 'Successful', exact: true }),
    ).toBeChecked();
    await dialog.getByLabel('Notes').fill('Pool at 41 % in the first hour.');
    await dialog.getByRole('button', { name: 'Close the change' }).click();
    await expect(dialog).toBeHidden();
    await expect(
      page
        .getByRole('list', { name: 'States of this change' })
        .locator('[aria-current=step]'),
    ).toHaveText('Closed');
  });

  await test.step('Inês downloads the evidence, and one offline command proves it', async () => {
    const page = await as(browser, 'auditor', `/changes/${number}`);
    const proof = panel(page, 'Proof');
    // The very command that the page offers, with its keys.
    const { bundle, keys } = await downloadBundle(page);
    const bytes = readFileSync(bundle);
    expect(bytes.includes(plans.secret)).toBe(false);
    const verified = cli.run(['verify', bundle, ...keys]);
    expect(verified.code, verified.out).toBe(0);
    const forged = test.info().outputPath('forged.evidence.json');
    writeFileSync(forged, flipBit(bytes));
    expect(cli.run(['verify', forged, ...keys]).code).not.toBe(0);

    await proof.getByRole('button', { name: 'Verify here' }).click();
    await expect(proof).toContainText(/all \d+ entries are in the signed log/);
    await page.route(`**/changes/${number}/evidence*`, async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: flipBit(await response.body()) });
    });
    await proof.getByRole('button', { name: 'Verify here' }).click();
    await expect(proof).toContainText('This bundle does not verify');
  });
});
