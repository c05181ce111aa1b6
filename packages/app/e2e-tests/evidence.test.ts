import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Cli } from '@countersign/walkthrough';
import { signIn } from './personas';
import { panel, portalUrl } from './support/changes';
import { downloaded, offeredKeys } from './support/proof';

const report = 'Quarterly SOX access and change report';

test('a report becomes a pack that an auditor verifies without the portal', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const cli = new Cli(portalUrl);
  await signIn(page, 'owner');
  let run = '';

  await test.step('its phases advance before the eyes', async () => {
    await page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Evidence', exact: true })
      .click();
    await page.getByRole('link', { name: report }).first().click();
    const form = panel(page, 'Run this report');
    await form.getByLabel('Quarter').fill('2026Q3');
    await form.getByRole('button', { name: 'Run report' }).click();
    await expect(page).toHaveURL(/\/evidence\/runs\/RUN\d+$/);
    await expect(page.getByText('Completed', { exact: true })).toBeVisible({
      timeout: 120_000,
    });
    run = page.url();
  });

  await test.step('a row leads to its evidence, its query and its bytes', async () => {
    const answers = panel(page, 'Answers');
    await answers.getByRole('link').first().click();
    // One that is on the next page of the answer.
    await expect(page.getByText(/^Rows 1 to 50 of /)).toBeVisible();
    await page.getByRole('link', { name: 'Next rows' }).click();
    await expect(page.getByText(/^Rows 51 to 100 of /)).toBeVisible();
    await page
      .getByRole('button', { name: 'Show evidence of row 51', exact: true })
      .click();
    await expect(page.getByText('Leaf hash')).toBeVisible();
    await page
      .getByRole('list', { name: 'Evidence of this row' })
      .getByRole('link')
      .first()
      .click();
    await expect(page.getByText('SHA-256 of the raw bytes')).toBeVisible();
    await downloaded(page, () =>
      page.getByRole('button', { name: 'Download raw bytes' }).click(),
    );
    await page.goto(run);
  });

  await test.step('one offline command runs every query again', async () => {
    await expect(panel(page, 'Proof')).not.toContainText('not in the log yet');
    const keys = await offeredKeys(page);
    const pack = await downloaded(page, () =>
      page.getByRole('button', { name: /Signed pack|\.zip/ }).click(),
    );
    const verified = cli.run(['verify', pack, ...keys]);
    expect(verified.code, verified.out).toBe(0);

    const forged = test.info().outputPath('forged.zip');
    const bytes = readFileSync(pack);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(forged, bytes);
    expect(cli.run(['verify', forged, ...keys]).code).not.toBe(0);
  });
});
