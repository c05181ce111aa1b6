import { expect, Page, test } from '@playwright/test';

const url = process.env.COUNTERSIGN_URL ?? 'http://localhost:7007';

const signInButton = (page: Page) =>
  page.getByRole('button', { name: /^sign in$/i });

/** Signs in at the provider, in the window that the portal opens, as whoever has the address. */
async function signInAs(page: Page, email: string): Promise<void> {
  // The provider forgets who signed in before.
  await page.context().clearCookies();
  await page.goto('/');
  const opened = page.waitForEvent('popup');
  await signInButton(page).click();
  const provider = await opened;
  await provider.getByPlaceholder('Enter any login').fill(email);
  await provider.getByPlaceholder('and password').fill('any');
  await provider.getByRole('button', { name: 'Sign-in' }).click();
  const closed = provider.waitForEvent('close');
  await provider.getByRole('button', { name: 'Continue' }).click();
  await closed;
}

test('a user of the catalog signs in with OpenID Connect and stays signed in', async ({
  page,
}) => {
  // Just after the first start the people are still being read.
  await expect(async () => {
    await signInAs(page, 'rosa@example.com');
    await expect(page.getByRole('heading', { name: /^Hello, / })).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 60_000 });

  await page.reload();
  await expect(page.getByRole('heading', { name: /^Hello, / })).toBeVisible();

  await page.goto('/settings');
  await expect(
    page.getByRole('heading', { name: 'User Entity: Rosa Marin' }),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: /^Ownership Entities: .*checkout/ }),
  ).toBeVisible();

  const live = page.waitForEvent('websocket');
  await page.goto('/changes');
  await expect(
    page.getByRole('heading', { name: 'Changes', exact: true }),
  ).toBeVisible();
  await expect(page.getByText(/CHG\d{7}/)).toHaveCount(0);
  expect((await live).url()).toMatch(/^wss:/);

  const cookies = await page.context().cookies(`${url}/api/auth/oidc`);
  const ofPortal = cookies.filter(({ path }) => path.startsWith('/api/auth'));
  expect(ofPortal.map(({ name }) => name)).toContain('oidc-refresh-token');
  expect(ofPortal.filter(({ secure }) => !secure)).toEqual([]);
});

test('who comes without TLS is sent to the address with it', async ({
  request,
}) => {
  const answer = await request.get(
    `${process.env.COUNTERSIGN_PLAIN_URL}/changes?state=assess`,
    { maxRedirects: 0 },
  );
  expect(answer.status()).toBe(301);
  expect(answer.headers().location).toBe(
    'https://localhost/changes?state=assess',
  );
});

test('somebody the catalog does not know is refused, and told so', async ({
  page,
}) => {
  await signInAs(page, 'mallory@example.com');
  await expect(
    page.getByText(/verify that your catalog contains the expected User/),
  ).toBeVisible();
  await expect(signInButton(page)).toBeEnabled();
});

test('an address that the provider has not verified is not believed', async ({
  page,
}) => {
  await signInAs(page, 'unverified-rosa@example.com');
  await expect(page.getByText(/does not contain an email/)).toBeVisible();
});

test('there are no demo users, on the page or behind it', async ({
  page,
  request,
}) => {
  await page.goto('/');
  await expect(signInButton(page)).toBeVisible();
  await expect(page.getByText('Dana Reyes')).toHaveCount(0);
  const answer = await request.get('/api/auth/demo-users/refresh', {
    headers: { 'x-demo-user': 'user:default/dana-developer' },
  });
  expect(answer.status()).toBe(404);
  expect(await (await request.get('/')).text()).not.toContain('dana-developer');
});

test('there are no demo records, and pipelines have to show their token', async ({
  request,
}) => {
  const changes = `${url}/api/change-management/changes`;
  expect((await request.get(changes)).status()).toBe(401);
  const answer = await request.get(changes, {
    headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` },
  });
  expect(answer.status()).toBe(200);
  const { items } = await answer.json();
  expect(items.filter((change: { demo: boolean }) => change.demo)).toEqual([]);
});
