import { expect, test } from '@playwright/test';
import {
  areas,
  ask,
  at,
  declareIncident,
  requestChange,
  sidebar,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { walk } from '../links';

/** Where the configuration of this portal has the pages: `scripts/lib/family/ways.mjs`. */
const moved: Record<keyof typeof areas, string> = {
  'Change management': '/rfc',
  'Service levels': '/reliability/objectives',
  'Incidents and problems': '/desk',
  'Compliance evidence': '/audit',
  'Chaos drills': '/reliability/exercises',
  Logs: '/reliability/lines',
  Dashboard: '/board',
};
const formerly = Object.values(areas).map(({ path }) => path);

const title = 'A larger website';
let change = '';

test.beforeAll(async ({ request }) => {
  change = await requestChange(request, title);
});

test('pages that were moved are found where they are, and nothing leads to where they were', async ({
  page,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  for (const [name, path] of Object.entries(moved)) {
    const area = areas[name as keyof typeof areas];
    await sidebar(page)
      .getByRole('link', { name: area.title, exact: true })
      .click();
    await expect(page).toHaveURL(new RegExp(`^${at(path)}($|[/?])`));
    await expect(page.getByText(area.words).first()).toBeVisible();
  }
  await declareIncident(page, 'It is slow', moved['Incidents and problems']);

  const { linked, missing } = await walk(page, [
    ...Object.values(moved),
    website.page,
  ]);
  expect(missing).toEqual([]);
  expect(linked).toContain(`/rfc/${change}`);
  expect(
    linked.filter(path =>
      formerly.some(each => path === each || path.startsWith(`${each}/`)),
    ),
  ).toEqual([]);
  expect(trouble).toEqual([]);
});

test('messages and search results lead there', async ({ request }) => {
  const page = `/rfc/${change}`;
  const messages = () =>
    ask<{ notifications: { payload: { link?: string } }[] }>(
      request,
      'guest',
      '/notifications',
    );
  const found = () =>
    ask<{ results: { document: { location: string } }[] }>(
      request,
      'guest',
      `/search/query?term=${encodeURIComponent(title)}`,
    );
  await expect
    .poll(async () =>
      (await messages()).notifications.map(({ payload }) => payload.link),
    )
    .toContain(page);
  await expect
    .poll(
      async () =>
        (await found()).results.map(({ document }) => document.location),
      { timeout: 120_000, intervals: [3_000] },
    )
    .toContain(page);
});
