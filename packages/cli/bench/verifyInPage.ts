/**
 * Opens the page that verifies in a browser, as an auditor does, and gives it a pack. Run with
 * `tsx packages/cli/bench/verifyInPage.ts <verify.html> <pack.zip> <key>`; prints how many seconds the page needed, and what
 * it said, as JSON.
 */
import { pathToFileURL } from 'url';
import { chromium } from '@playwright/test';

const LONGEST_MS = 600_000;

async function main([page, pack, key]: string[]) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(page).href);
    await tab.getByLabel('Files').setInputFiles([pack]);
    await tab.getByLabel('Keys of the logs').fill(key);
    const begin = performance.now();
    await tab.getByRole('button', { name: 'Verify' }).click();
    await tab
      .getByRole('status')
      .getByText(/proven, after|could not be verified/)
      .waitFor({ timeout: LONGEST_MS });
    const seconds = (performance.now() - begin) / 1000;
    const said = await tab.getByRole('main').innerText();
    process.stdout.write(JSON.stringify({ seconds, said }));
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
