import { expect, test } from '@playwright/test';
import {
  areas,
  askForChange,
  at,
  declareIncident,
  requestChange,
  sidebar,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { walk } from '../links';

test('below a path every page stands, and every link stays below it', async ({
  page,
  request,
}) => {
  const change = await requestChange(request, 'A larger website');
  const trouble = watch(page);
  await signInAsGuest(page);
  for (const { path, title, words } of Object.values(areas)) {
    await sidebar(page).getByRole('link', { name: title, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`^${at(path)}($|[/?])`));
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await declareIncident(page, 'It is slow');
  const { linked, missing } = await walk(page, [
    ...Object.values(areas).map(({ path }) => path),
    website.page,
  ]);
  expect(missing).toEqual([]);
  expect(linked).toContain(`/changes/${change}`);
  expect(trouble).toEqual([]);
});

test('what pipelines are answered links to the pages as they are reached', async ({
  request,
}) => {
  const { change, links } = await askForChange(request, 'Its certificates');
  expect(links[change.number]).toBe(at(`/changes/${change.number}`));
});
