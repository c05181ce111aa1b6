import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Cli } from '@countersign/walkthrough';
import { signIn } from './personas';
import { panel, portalUrl } from './support/changes';
import { goWithin } from './support/goWithin';
import { downloadBundle } from './support/proof';

/** The samples of the guide: their items are those of the demo estate. */
const sample = (name: string) =>
  fileURLToPath(
    new URL(`../../../docs/guides/moving-in/${name}`, import.meta.url),
  );

interface Imported {
  reports: { records: { outcome: string; number?: string }[] }[];
}

test('changes and problems of other systems come along by the command of the guide, and count for nothing', async ({
  page,
}) => {
  const cli = new Cli(portalUrl);
  // Of `portal.yaml`, as the guide gives it.
  const token = `import-${process.env.COUNTERSIGN_TOKEN}`;
  const bring = (name: string, file: string, ...options: string[]) =>
    cli.run(
      ['import', '--mapping', sample(name), ...options, '--', sample(file)],
      { token },
    );
  const changes = (...options: string[]) =>
    bring('servicenow-changes.yaml', 'servicenow-changes.json', ...options);
  let number = '';

  await test.step('a dry run asks the portal and writes nothing; a pipeline may not import', async () => {
    const dry = changes('--dry-run');
    expect(dry.code, dry.out).toBe(1);
    expect(dry.out).toMatch(/Nothing was written/);
    const pipeline = cli.run([
      ...['import', '--mapping', sample('servicenow-changes.yaml')],
      sample('servicenow-changes.json'),
    ]);
    expect(pipeline.code).toBe(2);
  });

  await test.step('each record is there once, however often the command runs', async () => {
    const first = changes('--json');
    expect(first.code, first.out).toBe(1);
    const { records } = first.json<Imported>().reports[0];
    number = records.find(each => each.number)?.number ?? '';
    expect(number).toMatch(/^IMC\d{7}$/);
    expect(records.filter(({ outcome }) => outcome !== 'refused')).toHaveLength(
      3,
    );
    const again = changes();
    expect(again.out).toContain('here already, unchanged  3\n');
    expect(bring('problems.yaml', 'problems.csv').out).toContain('  2\n');
  });

  await test.step('the gate does not know it', async () => {
    const asked = cli.run([
      ...['change', 'gate', '--change', number, '--environment', 'production'],
    ]);
    expect(asked.code, asked.out).not.toBe(0);
  });

  await test.step('the list of changes leads to it, and its page says whose word it is', async () => {
    await signIn(page, 'auditor', '/changes');
    await page.getByRole('link', { name: /^\d+ imported records?$/ }).click();
    await expect(
      page.getByRole('row').filter({ hasText: number }),
    ).toContainText('CHG0030001 (servicenow)');
    await goWithin(page, `/changes/imported/${number}`);
    await expect(
      page.getByText(/Nobody approved it here, the gate does not know it/),
    ).toBeVisible();
    await expect(
      panel(page, 'Import').getByText(/servicenow-changes\.json, row \d/),
    ).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^(Approve|Start|Close)/ }),
    ).toHaveCount(0);
  });

  await test.step('its proof says that it was imported, and no more', async () => {
    const { bundle, keys } = await downloadBundle(page);
    const verified = cli.run(['verify', bundle, ...keys]);
    expect(verified.code, verified.out).toBe(0);
    expect(verified.out).toMatch(/imported/i);
  });

  await test.step('problems have their list, too', async () => {
    await goWithin(page, '/incidents/problems/imported');
    await expect(page.getByText('PRB-7 (spreadsheet)')).toBeVisible();
  });
});
