import { expect, test } from '@playwright/test';
import {
  areas,
  at,
  declareIncident,
  installed,
  requestChange,
  sidebar,
  signInAsGuest,
  watch,
  website,
} from '../guest';
import { walk } from '../links';

const [name] = installed;
const area = areas[name];
/** The dashboard shows what the areas count. */
const words = name === 'Dashboard' ? 'No area shows figures here.' : area.words;
const others = Object.values(areas).filter(other => other !== area);

test(`${name} alone: its pages stand, and none leads to what is not there`, async ({
  page,
  request,
}) => {
  const trouble = watch(page);
  await signInAsGuest(page);
  await expect(
    sidebar(page).getByRole('link', { name: area.title, exact: true }),
  ).toBeVisible();
  for (const { title } of others) {
    await expect(
      sidebar(page).getByRole('link', { name: title, exact: true }),
    ).toHaveCount(0);
  }
  await page.goto(at(area.path));
  await expect(page.getByText(words).first()).toBeVisible();

  if (name === 'Change management') {
    await requestChange(request, 'A larger website');
  }
  if (name === 'Incidents and problems') {
    await declareIncident(page, 'It is slow');
  }
  const { linked, missing } = await walk(page, [area.path, website.page]);
  expect(missing).toEqual([]);
  expect(
    linked.filter(path =>
      others.some(
        other => path === other.path || path.startsWith(`${other.path}/`),
      ),
    ),
  ).toEqual([]);
  expect(trouble).toEqual([]);
});
