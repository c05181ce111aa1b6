import { existsSync } from 'node:fs';
import { run } from './processes.mjs';
import { step, UserError } from './report.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

function find() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (!existsSync(CHROMIUM_PATH)) {
      throw new UserError(
        `CHROMIUM_PATH names ${CHROMIUM_PATH}, which is not there`,
      );
    }
    return CHROMIUM_PATH;
  }
  return usualPlaces.find(place => existsSync(place));
}

/** The browser of the end-to-end tests: the machine's own, from apt where this script may install it. */
export async function ensureChromium() {
  const found = find();
  if (found) {
    return found;
  }
  const debian = existsSync('/etc/debian_version');
  if (debian && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = args => run('apt-get', args, { quiet: true, env });
    await step('installing Chromium with apt-get', async () => {
      await apt(['update']);
      await apt(['install', '-y', '--no-install-recommends', 'chromium']);
    });
    const installed = find();
    if (installed) {
      return installed;
    }
  }
  throw new UserError(
    `The end-to-end tests need Chromium: install it with "${
      debian
        ? 'sudo apt-get install -y chromium'
        : 'npx playwright install --with-deps chrome'
    }", or name one in CHROMIUM_PATH`,
  );
}
