import { expect, test } from '@playwright/test';
import { Cli } from '@countersign/walkthrough';
import { readFileSync, writeFileSync } from 'node:fs';
import { downloadBundle, flipBit } from '../../support/proof';
import { ask, at, panel, signInAsGuest, watch, website } from '../guest';
import { job } from '../job';

test('somebody else approves it, a pipeline deploys it, and one offline command proves it', async ({
  page,
  request,
}) => {
  const cli = new Cli(at(''));
  const { items } = await ask<{ items: { number: string; title: string }[] }>(
    request,
    'guest',
    '/change-management/changes',
  );
  const { number } = items.find(({ title }) => title === job.title)!;
  const deployment = [
    ...['--change', number, '--commit', job.commit],
    ...['--environment', 'production', '--json'],
  ];
  const askGate = () => cli.run(['change', 'gate', ...deployment]);
  const refused = askGate();
  expect(refused.code, refused.out).toBe(1);

  const trouble = watch(page);
  await signInAsGuest(page, `/changes/${number}`);
  await panel(page, 'Your decision')
    .getByRole('button', { name: 'Approve', exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page
      .getByRole('list', { name: 'States of this change' })
      .locator('[aria-current=step]'),
  ).toHaveText('Scheduled');

  const allowed = askGate();
  expect(allowed.code, allowed.out).toBe(0);
  const now = new Date().toISOString();
  const reported = cli.run([
    ...['deployment', 'report', ...deployment, '--item', website.ref],
    ...['--outcome', 'succeeded', '--external-id', 'the-first-deployment'],
    ...['--started-at', now, '--finished-at', now],
    ...['--gate-decision', allowed.json<{ id: string }>().id],
  ]);
  expect(reported.code, reported.out).toBe(0);
  await page.reload();
  await expect(panel(page, 'Deployments')).toContainText('Authorized');

  const { bundle, keys } = await downloadBundle(page);
  const offline = new Cli('http://127.0.0.1:9');
  const verified = offline.run(['verify', bundle, ...keys]);
  expect(verified.code, verified.out).toBe(0);
  const forged = test.info().outputPath('forged.evidence.json');
  writeFileSync(forged, flipBit(readFileSync(bundle)));
  expect(offline.run(['verify', forged, ...keys]).code).not.toBe(0);
  expect(trouble).toEqual([]);
});
