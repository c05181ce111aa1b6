import { APIRequestContext, expect, Page } from '@playwright/test';

/** Where the portal is, with its path where it has one. */
const portalUrl = process.env.COUNTERSIGN_URL ?? 'http://localhost:7007';

/** The address of a page or of an API of the portal, whatever path the portal itself is under. */
export const at = (path: string) => `${portalUrl}${path}`;

/** The component of create-app's example catalog. */
export const website = {
  ref: 'component:default/example-website',
  page: '/catalog/default/component/example-website',
};

/** The areas of the guide that have pages, by its headings: where, what the sidebar calls them, and words of the page. */
export const areas = {
  'Change management': {
    path: '/changes',
    title: 'Changes',
    words: 'Calendar',
  },
  'Service levels': {
    path: '/slos',
    title: 'SLOs',
    words: 'No objectives yet',
  },
  'Incidents and problems': {
    path: '/incidents',
    title: 'Incidents',
    words: 'Triage',
  },
  'Compliance evidence': {
    path: '/evidence',
    title: 'Evidence',
    words: 'No reports yet',
  },
  'Chaos drills': { path: '/drills', title: 'Drills', words: 'Last drills' },
  Logs: {
    path: '/logs',
    title: 'Logs',
    words: 'Choose a service to read its logs',
  },
  Dashboard: {
    path: '/governance',
    title: 'Dashboard',
    words: 'Delivery (DORA)',
  },
} as const;

/** An area of the guide that has pages. */
export type AreaName = keyof typeof areas;

/** The areas that the portal has, of those with pages. */
export const installed: AreaName[] = JSON.parse(
  process.env.COUNTERSIGN_STOCK_AREAS ?? '[]',
).filter((name: string) => name in areas);

/** The page of each area, by words that stand on it. */
export const pagesOfAreas: Record<string, string> = Object.fromEntries(
  Object.values(areas).map(({ path, words }) => [path, words]),
);

/** The sidebar of the portal. */
export const sidebar = (page: Page) =>
  page.getByRole('navigation', { name: 'sidebar nav' });

/** A titled box of a page. */
export const panel = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

/**
 * Signs in as the guest of a stock app, in a window as wide as a desk's: on a narrow one the sidebar has no links. What
 * comes next finds somebody who is signed in.
 */
export async function signInAsGuest(page: Page, path = '/'): Promise<void> {
  await page.goto(at(path));
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
  // Apps of either frontend system have this one.
  await expect(
    sidebar(page).getByRole('link', { name: 'APIs', exact: true }),
  ).toBeVisible();
}

/** Collects what goes wrong on a page without anybody seeing it: errors in the console, failed requests among them, and exceptions. */
export function watch(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', error => found.push(`exception: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      found.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  return found;
}

/** Asks an API of the portal as the pipeline, or as the guest. */
export async function ask<T>(
  request: APIRequestContext,
  who: 'pipeline' | 'guest',
  path: string,
  data?: unknown,
): Promise<T> {
  const token =
    who === 'pipeline'
      ? process.env.COUNTERSIGN_TOKEN
      : await tokenOfGuest(request);
  const answer = await request.fetch(at(`/api${path}`), {
    method: data === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${token}` },
    data,
  });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

async function tokenOfGuest(request: APIRequestContext): Promise<string> {
  const answer = await request.get(at('/api/auth/guest/refresh'));
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).backstageIdentity.token;
}

/** Has the pipeline ask for a change of the website: what it is answered. */
export function askForChange(request: APIRequestContext, title: string) {
  const now = Date.now();
  return ask<{ change: { number: string }; links: Record<string, string> }>(
    request,
    'pipeline',
    '/change-management/changes',
    {
      title,
      items: [website.ref],
      requester: 'user:default/anna',
      environment: 'production',
      justification: 'More visitors than the website holds.',
      implementationPlan: 'Apply it.',
      testPlan: 'It answers.',
      backoutPlan: 'Apply the commit before.',
      window: {
        start: new Date(now - 60_000).toISOString(),
        end: new Date(now + 3_600_000).toISOString(),
      },
      submit: true,
    },
  );
}

/** The same where only its number is of interest. */
export async function requestChange(
  request: APIRequestContext,
  title: string,
): Promise<string> {
  return (await askForChange(request, title)).change.number;
}

/** Has the guest, who is signed in already, approve a change on its page. */
export async function approve(page: Page, number: string): Promise<void> {
  await page.goto(at(`/changes/${number}`));
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
  ).not.toHaveText('Authorize');
}

/** Declares an incident of the website, in the form that its link opens. Resolves to its number. */
export async function declareIncident(
  page: Page,
  title: string,
  pages = areas['Incidents and problems'].path as string,
): Promise<string> {
  await page.goto(at(`${pages}/declare?entity=${website.ref}`));
  await page.getByRole('textbox', { name: /^Title/ }).fill(title);
  await page
    .getByRole('button', { name: 'Declare incident', exact: true })
    .click();
  await expect(page).toHaveURL(/\/INC\d+$/);
  await expect(
    page.getByRole('heading', { name: title }).first(),
  ).toBeVisible();
  return page.url().split('/').at(-1)!;
}
