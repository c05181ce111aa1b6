import { ensureChromium } from '../chromium.mjs';
import { root } from '../paths.mjs';
import { onStop } from '../processes.mjs';
import { requireFrom } from '../tools.mjs';

/** The component of create-app's example catalog. */
const entityPage = '/catalog/default/component/example-website';
/** So often the page of the entity is opened by somebody who was there before. */
const VISITS = 15;
/** A page that asks for nothing for so long has all it needs. */
const QUIET_MS = 1_000;
const LOADED_WITHIN_MS = 60_000;

/** Follows what a page asks for: its scripts, its requests, and when the last one of them was over. */
async function follow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const seen = { scripts: new Set(), requests: 0, toBackend: 0, lastAt: 0 };
  const open = new Set();
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    const { protocol, pathname } = new URL(request.url);
    if (!protocol.startsWith('http')) return;
    open.add(requestId);
    seen.requests += 1;
    if (pathname.startsWith('/api/')) seen.toBackend += 1;
    if (type === 'Script') seen.scripts.add(pathname.split('/').at(-1));
  });
  const over = ({ requestId }) => {
    if (open.delete(requestId)) seen.lastAt = performance.now();
  };
  session.on('Network.loadingFinished', over);
  session.on('Network.loadingFailed', over);
  return {
    seen,
    /** Waits until nothing was asked for a while. */
    async settled() {
      const deadline = performance.now() + LOADED_WITHIN_MS;
      while (performance.now() < deadline) {
        const quiet = performance.now() - seen.lastAt > QUIET_MS;
        if (seen.lastAt && quiet && !open.size) return;
        await page.waitForTimeout(100);
      }
      throw new Error(`${page.url()} did not come to rest`);
    },
  };
}

/** Signs in as the guest where nothing of the portal was loaded before: which scripts that takes, until the first page stands. */
async function signIn(context, url) {
  const page = await context.newPage();
  const { seen, settled } = await follow(page);
  await page.goto(url);
  const enter = page.getByRole('button', { name: 'Enter', exact: true });
  await enter.waitFor();
  await settled();
  const before = [...seen.scripts];
  await enter.click();
  await page.getByRole('link', { name: 'example-website' }).first().waitFor();
  await settled();
  await page.close();
  return { before, first: [...seen.scripts] };
}

/** Opens the page of the entity, in the browser of somebody who is signed in: what it takes until all in view is there. */
async function visit(context, url, isOurs) {
  const page = await context.newPage();
  const { seen, settled } = await follow(page);
  const start = performance.now();
  await page.goto(`${url}${entityPage}`);
  await page.getByText('Relations', { exact: true }).first().waitFor();
  const stock = performance.now() - start;
  if (isOurs) await page.getByText('Can I deploy now?').first().waitFor();
  await settled();
  await page.close();
  const { requests, toBackend } = seen;
  return { stock, all: seen.lastAt - start, requests, toBackend };
}

const sorted = values => [...values].sort((a, b) => a - b);
const percentile = (values, share) =>
  sorted(values)[Math.ceil(values.length * share) - 1];

/**
 * What a portal costs who opens it: which scripts it loads, and requests and milliseconds of the page of an entity.
 *
 * @param options.isOurs - whether that page has what the family adds
 * @returns `{ before, first, visits, of(key, share) }`: names of scripts before sign-in, and with the first page after it;
 * how often the entity was opened, and a percentile of what that took
 */
export async function visitPortal(url, { isOurs }) {
  const { chromium } = requireFrom(root)('@playwright/test');
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    // It would end this process before what was started here is stopped.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const close = onStop(() => browser.close());
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
    });
    const scripts = await signIn(context, url);
    // What it loads for the first time is kept by the browser, as for anybody who was there before.
    await visit(context, url, isOurs);
    const visits = [];
    for (let i = 0; i < VISITS; i++) {
      visits.push(await visit(context, url, isOurs));
    }
    return {
      ...scripts,
      visits: VISITS,
      of: (key, share) =>
        percentile(
          visits.map(each => each[key]),
          share,
        ),
    };
  } finally {
    await close();
  }
}
