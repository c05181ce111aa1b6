import { expect, Page, test } from '@playwright/test';
import { panel } from './changes';

/** Presses what downloads a file, and keeps it with the test's results. */
export async function downloaded(
  page: Page,
  press: () => Promise<void>,
): Promise<string> {
  const downloading = page.waitForEvent('download');
  await press();
  const file = await downloading;
  const kept = test.info().outputPath(file.suggestedFilename());
  await file.saveAs(kept);
  return kept;
}

/** The keys that the proof of the record on the page is to be verified with, as options of the command line. */
export async function offeredKeys(page: Page, file = ''): Promise<string[]> {
  const command = await panel(page, 'Proof')
    .getByText(/^countersign verify/)
    .filter({ hasText: file })
    .first()
    .innerText();
  const keys = [...command.matchAll(/--key '([^']+)'/g)];
  expect(keys.length).toBeGreaterThan(0);
  return keys.flatMap(([, key]) => ['--key', key]);
}

/** The evidence of the record whose page is shown, as a file, with the keys that the page offers. */
export async function downloadBundle(
  page: Page,
): Promise<{ bundle: string; keys: string[] }> {
  const bundle = await downloaded(page, () =>
    panel(page, 'Proof')
      .getByRole('button', { name: 'Download evidence' })
      .click(),
  );
  return { bundle, keys: await offeredKeys(page) };
}

/** Evidence that somebody changed: one bit, in the middle. */
export function flipBit(bytes: Buffer): Buffer {
  const forged = Buffer.from(bytes);
  forged[Math.floor(forged.length / 2)] ^= 1;
  return forged;
}
