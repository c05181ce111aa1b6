import { expect, Locator, Page, test } from '@playwright/test';
import axe from 'axe-core';
import { DateTime } from 'luxon';
import { personas, signIn } from './personas';
import { openChange, panel, portal, uniqueWord } from './support/changes';
import { drillPages } from './support/drills';
import { aFinding, aRun } from './support/evidence';
import { anIncident, aProblem } from './support/incidents';

/** A page, how one knows that it is there, and what a person opens on it. */
interface Place {
  name: string;
  path: string;
  shows(page: Page): Locator;
  open?(page: Page): Promise<void>;
  /** What Backstage draws and nobody can mend from here. */
  notOurs?: string[];
  /** Rules that an element of Backstage's breaks by itself; what is inside it is still looked at. */
  brokenByBackstage?: { rule: string; selector: string }[];
}

/** A day of a calendar is no control: it is rightly named by its date, and holds more. */
const notFaults = [
  { rule: 'label-content-name-mismatch', selector: 'td.fc-daygrid-day' },
];

/** The first text of a kind that can be seen: a list is a table, and on a phone cards. */
const shownText = (page: Page, text: RegExp) =>
  page.getByText(text).filter({ visible: true }).first();

// The list of faults says all there is to say, and tracing makes it thrice as slow.
test.use({ trace: 'off' });

/** Beyond WCAG: everything stands in a landmark, of which one is the main one, and names begin with what can be read. */
const bestPractice = [
  'region',
  'landmark-one-main',
  'label-content-name-mismatch',
];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const widths = { wide: 1280, phone: 390 };
const themes = ['light', 'dark'] as const;

/** What axe finds against WCAG 2.2 AA and a few rules more on the page as it is now. */
async function faultsOf(
  page: Page,
  { notOurs = [], brokenByBackstage = [] }: Place,
): Promise<string[]> {
  let faults: string[] | undefined;
  // Cards of Backstage's start to turn their wheel whenever they ask for more: what is half there is looked at again.
  await expect(async () => {
    faults = await page.evaluate(
      async ({ tags, also, exclude, known }) => {
        const loading = () => document.querySelector('[role=progressbar]');
        if (loading()) return undefined;
        const { axe: engine } = window as unknown as { axe: typeof axe };
        const { violations } = await engine.run(
          { exclude },
          {
            runOnly: tags,
            rules: Object.fromEntries(
              also.map(rule => [rule, { enabled: true }]),
            ),
            resultTypes: ['violations'],
            elementRef: true,
          },
        );
        if (loading()) return undefined;
        return violations.flatMap(({ id, nodes }) =>
          nodes
            .filter(
              ({ element }) =>
                !known.some(
                  ({ rule, selector }) =>
                    rule === id && element?.matches(selector),
                ),
            )
            .slice(0, 4)
            .map(
              ({ target, html, any }) =>
                `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${
                  any[0]?.message ?? ''
                }`,
            ),
        );
      },
      {
        tags: rules,
        also: bestPractice,
        exclude: notOurs,
        known: [...brokenByBackstage, ...notFaults],
      },
    );
    expect(faults, 'the page has loaded').toBeDefined();
  }).toPass({ timeout: 30_000 });
  return faults!;
}

/** Looks at one place in both themes and both widths. Another theme draws the page anew, so that it is loaded for each. */
async function examine(page: Page, place: Place): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    // Search and catalog read what is new from time to time.
    await expect(async () => {
      await page.goto(place.path);
      await expect(place.shows(page)).toBeVisible({ timeout: 10_000 });
    }).toPass({ timeout: 60_000 });
    await expect(
      page.locator(`[data-theme-mode=${theme}]`).first(),
    ).toBeAttached();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await place.open?.(page);
    await page.evaluate(axe.source);
    // A colour on its way to another is neither of them.
    await page.addStyleTag({
      content: '* { transition: none !important; animation: none !important }',
    });
    for (const [width, pixels] of Object.entries(widths)) {
      await page.setViewportSize({ width: pixels, height: 900 });
      for (const fault of await faultsOf(page, place)) {
        faults.push(`${place.name}, ${width}, ${theme}: ${fault}`);
      }
    }
    await page.setViewportSize({ width: widths.wide, height: 900 });
  }
  return faults;
}

async function places(): Promise<Place[]> {
  const word = uniqueWord();
  const title = `Readable by all ${word}`;
  const item = { items: ['resource:default/session-cache'] };
  const draft = await openChange('dana-developer', {
    ...item,
    title,
    environment: 'production',
    window: {
      start: DateTime.utc().plus({ days: 3 }).toISO(),
      end: DateTime.utc().plus({ days: 3, hours: 1 }).toISO(),
    },
  });
  const changePages: Place[] = [];
  for (const state of ['new', 'authorize', 'implement', 'review', 'closed']) {
    const { body } = await portal.call<{ items: { number: string }[] }>(
      'dana-developer',
      'GET',
      `/changes?state=${state}&limit=1`,
    );
    expect(body.items, `a change that is ${state}`).toHaveLength(1);
    changePages.push({
      name: `change, ${state}`,
      path: `/changes/${body.items[0].number}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    });
  }
  const drills = Object.entries(await drillPages('dana-developer')).map(
    ([path, shows]): Place => ({ name: path, path, shows }),
  );
  const event = (page: Page) => page.locator('a.fc-event').first();
  return [
    {
      // Nobody is signed in yet.
      name: 'sign-in',
      path: '/',
      shows: page => page.getByRole('button', { name: personas.developer }),
    },
    ...changePages,
    {
      name: 'list',
      path: '/changes',
      shows: page => page.getByRole('row').nth(1),
    },
    {
      name: 'new change',
      path: '/changes/new',
      shows: page => page.getByRole('button', { name: 'Submit', exact: true }),
      open: page => page.getByRole('button', { name: 'More fields' }).click(),
    },
    {
      name: 'edit',
      path: `/changes/${draft}/edit`,
      shows: page => page.getByLabel('Title'),
    },
    {
      name: 'calendar, month, a preview',
      path: '/changes/calendar?view=month',
      shows: event,
      open: page => event(page).click(),
    },
    {
      name: 'calendar, week',
      path: '/changes/calendar?view=week',
      shows: event,
    },
    {
      name: 'calendar, list',
      path: '/changes/calendar?view=list',
      shows: page => page.locator('tr.fc-event').first(),
    },
    {
      name: 'the dialog that moves a change',
      path: '/changes/calendar?view=list',
      shows: page => page.locator('tr.fc-event').first(),
      open: async page => {
        // It stands in two days where its window goes past midnight.
        await page.getByRole('button', { name: title }).first().click();
        await page
          .getByRole('button', { name: 'Move to another time' })
          .click();
        await expect(page.getByRole('dialog')).toContainText('conflict');
      },
    },
    {
      name: 'metrics',
      path: '/changes/metrics',
      shows: page => page.getByRole('region', { name: 'Success rate' }),
    },
    {
      name: 'policies',
      path: '/changes/policies',
      shows: page => page.getByRole('heading', { name: /polic/i }).first(),
    },
    {
      name: 'incidents',
      path: '/incidents',
      shows: page => page.getByRole('searchbox', { name: 'Search incidents' }),
    },
    {
      name: 'the form that declares an incident',
      path: '/incidents/declare',
      shows: page => page.getByRole('textbox', { name: /^Title/ }),
    },
    {
      name: 'triage',
      path: '/incidents/triage',
      shows: page => shownText(page, /^INC\d{7}$/),
    },
    {
      name: 'incident that somebody works on',
      path: `/incidents/${await anIncident('state=in-progress')}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    },
    {
      name: 'incident that is over, with its cause',
      path: `/incidents/${await anIncident('major=accepted')}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    },
    {
      name: 'problems',
      path: '/incidents/problems',
      shows: page => shownText(page, /^PRB\d{7}$/),
    },
    {
      name: 'problem',
      path: `/incidents/problems/${await aProblem('knownError=true')}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    },
    {
      name: 'on call',
      path: '/incidents/on-call',
      shows: page =>
        page.getByRole('button', { name: /^Put somebody on call/ }).first(),
    },
    {
      name: 'dashboard',
      path: '/governance',
      shows: page =>
        page
          .getByRole('region', { name: 'Compliance' })
          .getByText('Compliance score', { exact: true }),
    },
    {
      name: 'scorecards',
      path: '/governance/scorecards',
      shows: page =>
        page
          .getByRole('list', { name: 'Services' })
          .getByText(/^\d+ of \d+/)
          .first(),
    },
    {
      name: 'status of the systems',
      path: '/governance/status',
      shows: page =>
        page
          .getByRole('list', { name: 'Systems' })
          .getByRole('listitem')
          .first(),
    },
    {
      name: 'incident metrics',
      path: '/incidents/metrics',
      shows: page => page.getByRole('region', { name: 'Change fail rate' }),
    },
    {
      name: 'alerts',
      path: '/slos/alerts',
      shows: page =>
        page.getByRole('row').nth(1).or(page.getByText('No alert yet')),
    },
    {
      name: 'error budget policies',
      path: '/slos/policies',
      shows: page => page.getByRole('list', { name: 'Error budget policies' }),
      open: async page => {
        const start = page.getByRole('button', {
          name: 'Start from those in force',
        });
        if (await start.isVisible()) await start.click();
        await page.getByRole('button', { name: 'Replay' }).click();
        await expect(page.getByText('Digest of the draft')).toBeVisible();
      },
    },
    {
      name: 'sources',
      path: '/slos/sources',
      shows: page => page.getByText('customer-engagement-api', { exact: true }),
    },
    {
      name: 'a definition that is checked',
      path: '/slos/check',
      shows: page => page.getByRole('textbox', { name: 'OpenSLO' }),
      open: async page => {
        const example = page.getByRole('button', { name: /example/ });
        if (await example.isVisible()) await example.click();
        await page.getByRole('button', { name: 'Check', exact: true }).click();
        await expect(
          page.getByRole('table', { name: 'When an alert would fire' }),
        ).toBeVisible();
      },
    },
    ...drills,
    {
      name: 'logs',
      path: '/logs',
      shows: page => page.getByText('Choose a service to read its logs'),
    },
    {
      name: 'report',
      path: '/evidence/reports/sox-access-and-change',
      shows: page => page.getByText('Leavers who still had access').first(),
    },
    {
      name: 'run',
      path: `/evidence/runs/${await aRun()}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    },
    {
      name: 'findings',
      path: '/evidence/findings',
      shows: page => shownText(page, /^FND\d{7}$/),
    },
    {
      name: 'finding',
      path: `/evidence/findings/${await aFinding()}`,
      shows: page => panel(page, 'Proof').getByRole('button').first(),
    },
    {
      name: 'controls',
      path: '/evidence/controls',
      shows: page =>
        page.getByText('Compliance score', { exact: true }).first(),
    },
    {
      name: 'entity that promises something',
      path: '/catalog/default/component/customer-engagement-api',
      shows: page => panel(page, 'Is it healthy?').getByRole('link').first(),
      // A card asks for what it shows once somebody can see it.
      open: async page => {
        const timeline = panel(page, 'What happened lately?');
        await timeline.evaluate(card => card.scrollIntoView());
        await expect(timeline.getByRole('link').first()).toBeVisible();
      },
    },
    {
      name: 'its objectives',
      path: '/catalog/default/component/customer-engagement-api/slos',
      shows: page => page.getByRole('link', { name: 'Check a definition' }),
    },
    {
      name: 'entity that is a definition',
      path: '/catalog/default/slo/customer-engagement-api-availability',
      shows: page => panel(page, 'How it stands').getByRole('link').first(),
    },
    {
      name: 'home',
      path: '/',
      shows: page => page.getByRole('list', { name: 'Waiting for you' }),
      // What was visited: the colour of a kind is computed from the word, and the list holds more than items.
      notOurs: ['.MuiListItemAvatar-root .MuiChip-root'],
      brokenByBackstage: [
        { rule: 'list', selector: '.MuiCardContent-root > .MuiList-dense' },
      ],
    },
    {
      name: 'entity',
      path: '/catalog/default/resource/session-cache',
      shows: page =>
        panel(page, 'What happened lately?').getByRole('link').first(),
    },
    {
      name: 'search',
      path: `/search?query=${word}`,
      shows: page => page.getByRole('link', { name: title }),
      // The items of its list of results stand in no list.
      notOurs: ['li.MuiListItem-divider'],
    },
  ];
}

test('every page can be read and used by everybody, in both themes, wide and narrow', async ({
  browser,
}) => {
  // Some fifty pages four times over: a machine that does other things too needs a while.
  test.setTimeout(900_000);
  const left = await places();
  const faults: string[] = [];
  // Two browsers side by side: there are two cores.
  await Promise.all(
    [1, 2].map(async () => {
      const page = await (await browser.newContext()).newPage();
      if (left[0].name === 'sign-in') {
        faults.push(...(await examine(page, left.shift()!)));
      }
      await signIn(page, 'developer');
      for (let place = left.shift(); place; place = left.shift()) {
        faults.push(...(await examine(page, place)));
      }
    }),
  );
  expect(faults).toEqual([]);
});
