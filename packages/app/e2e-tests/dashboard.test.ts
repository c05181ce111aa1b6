import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Cli, Portal } from '@countersign/walkthrough';
import { signIn } from './personas';
import { panel, portalUrl } from './support/changes';
import { downloaded } from './support/proof';

/** Where the figures of a file come from, each with a log of its own. */
const areas = [
  'incident-management',
  'change-management',
  'chaos-drills',
  'compliance-evidence',
];

test('Monday’s page leads to its records, is printed to one page and goes to the auditor with its proof', async ({
  page,
}) => {
  const portal = new Portal(portalUrl);
  const cli = new Cli(portalUrl);
  await signIn(page, 'auditor');
  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Dashboard', exact: true })
    .click();
  const figure = panel(page, 'Changes').getByRole('link', { name: /Closed:/ });

  await test.step('a figure leads to the list of exactly its records', async () => {
    await expect(figure).toBeVisible();
    const closed = parseInt(
      (await figure.innerText()).replace(/\D.*/s, ''),
      10,
    );
    await figure.click();
    await expect(page).toHaveURL(/\/changes\?.*closedFrom=/);
    await expect(page.getByRole('status').first()).toHaveText(
      new RegExp(`^${closed} changes?$`),
    );
    await page.goBack();
    await expect(figure).toBeVisible();
  });

  await test.step('it prints to one page', async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  await test.step('one offline command works its figures out again, and finds one that was improved', async () => {
    const file = await downloaded(page, () =>
      page.getByRole('button', { name: 'Export with proof' }).click(),
    );
    const keys: string[] = [];
    for (const area of areas) {
      const { body } = await portal.call<{ verifierKeys: string[] }>(
        'ines-auditor',
        'GET',
        `/${area}/ledger`,
      );
      keys.push(...body.verifierKeys.flatMap(key => ['--key', key]));
    }
    const verified = cli.run(['verify', file, ...keys]);
    expect(verified.code, verified.out).toBe(0);
    expect(verified.out).toMatch(/: PROVEN, 2\d of 36 figures/);

    const improved = JSON.parse(readFileSync(file, 'utf8'));
    improved.predicate.tiles[0].answer.figures[0].value += 1;
    const forged = test.info().outputPath('improved.dashboard.json');
    writeFileSync(forged, JSON.stringify(improved));
    expect(cli.run(['verify', forged, ...keys]).code).toBe(1);
  });

  await test.step('services stand with their scorecards, the worst first, and systems with their state', async () => {
    await page.getByRole('link', { name: 'Scorecards' }).click();
    const services = page.getByRole('list', { name: 'Services' });
    await expect(services.getByText(/^\d+ of \d+/).first()).toBeVisible();
    await page.getByRole('link', { name: 'System status' }).click();
    await expect(
      page.getByRole('list', { name: 'Systems' }).getByRole('listitem').first(),
    ).toBeVisible();
    await expect(page).toHaveURL(/\/governance\/status/);
  });
});
