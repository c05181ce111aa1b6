import { BrowserContext, expect, Page, test } from '@playwright/test';
import { signIn } from './personas';

/** What a page may weigh before it is of use, in bytes of scripts over the wire. */
const budgets = { signIn: 220_000, list: 750_000 };

/** Counts what scripts weigh as they come over the wire, and which requests are made. */
async function watch(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  const asked: string[] = [];
  const counted = { bytes: 0 };
  session.on('Network.requestWillBeSent', ({ request }) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
  });
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) counted.bytes += encodedDataLength;
  });
  return { asked, counted };
}

/** A page of a browser that has nothing in its cache, whose user is signed in where the context says so. */
async function weigh(context: BrowserContext, open: (page: Page) => unknown) {
  const page = await context.newPage();
  const { asked, counted } = await watch(page);
  await open(page);
  await page.waitForLoadState('networkidle');
  return { asked, bytes: counted.bytes };
}

const signInCards = (page: Page) =>
  expect(page.getByRole('button', { name: /^Sign in as Dana/ })).toBeVisible();

test('the sign-in page loads what it needs, and not the pages', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const { bytes } = await weigh(context, async page => {
    await page.goto('/');
    await signInCards(page);
  });
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(budgets.signIn);
});

const lists = { changes: /CHG\d{7}/, incidents: /INC\d{7}/ };

for (const [list, number] of Object.entries(lists)) {
  test(`the list of ${list} loads in a few hundred kilobytes`, async ({
    browser,
  }) => {
    const signedIn = await browser.newContext();
    await signIn(await signedIn.newPage(), 'developer');
    const storageState = await signedIn.storageState();
    const cold = async () => {
      const context = await browser.newContext({ storageState });
      return weigh(context, async page => {
        await page.goto(`/${list}`);
        await expect(page.getByText(number).first()).toBeVisible();
      });
    };
    // What was asked for once is sent smaller from then on.
    await cold();
    await expect(async () => {
      expect((await cold()).bytes).toBeLessThan(budgets.list);
    }).toPass();
  });
}

test('the cards of an entity ask for what they show once', async ({
  browser,
}) => {
  const context = await browser.newContext();
  await signIn(await context.newPage(), 'developer');
  const { asked } = await weigh(context, async page => {
    // A busy machine shows the cards before they ask.
    const answered = page.waitForResponse(response =>
      response.url().includes('/api/change-management/'),
    );
    await page.goto('/catalog/default/component/payments-gateway');
    await expect(page.getByText('Can I deploy now?').first()).toBeVisible();
    await answered;
  });
  const ours = asked.filter(path =>
    /^\/api\/(change|incident)-management/.test(path),
  );
  expect(ours.length).toBeGreaterThan(0);
  expect(ours).toEqual([...new Set(ours)]);
});
