import { expect, Locator, Page, test } from '@playwright/test';
import { signIn } from './personas';
import { openChange, panel, uniqueWord } from './support/changes';
import { drillPages } from './support/drills';
import { aFinding, aRun } from './support/evidence';
import { goWithin } from './support/goWithin';
import { anIncident, aProblem, declareDrill } from './support/incidents';

/** A phone, and a window of 1280 × 900 at 200 % zoom. */
const screens = {
  'on a phone': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  'at 200 % zoom': {
    viewport: { width: 640, height: 450 },
    deviceScaleFactor: 2,
  },
};

/** Each page, and what a person comes for. */
const pages = (
  number: string,
  incidents: { drill: string; known: string; problem: string },
  evidence: { run: string; finding: string },
): Record<string, (page: Page) => Locator> => {
  const button = (name: string) => (page: Page) =>
    page.getByRole('button', { name, exact: true });
  return {
    // Paths of files are the longest words that a search finds.
    '/search?query=latency': page => page.getByText('Countersign docs').first(),
    '/changes': button('New change'),
    [`/changes/${number}`]: page =>
      panel(page, 'Next').getByRole('button', { disabled: false }).first(),
    [`/changes/${number}/edit`]: button('Save'),
    '/changes/new': button('Submit'),
    '/changes/calendar': page => page.getByRole('radio', { name: 'List' }),
    '/changes/calendar?view=month': button('Today'),
    '/changes/metrics': page => page.getByRole('button', { name: 'Period' }),
    '/governance': button('Print'),
    '/governance/scorecards': page =>
      page.getByRole('list', { name: 'Services' }).getByRole('link').first(),
    '/governance/status': page =>
      page.getByRole('list', { name: 'Systems' }).getByRole('link').first(),
    '/changes/policies': button('Start from those in force'),
    '/incidents': page =>
      page.getByRole('searchbox', { name: 'Search incidents' }),
    '/incidents/declare': page => page.getByRole('textbox', { name: /^Title/ }),
    '/incidents/triage': page =>
      page.getByRole('link', { name: /^INC/ }).first(),
    [`/incidents/${incidents.drill}`]: button('Acknowledge'),
    [`/incidents/${incidents.known}`]: page =>
      panel(page, 'Suspects').getByRole('link').first(),
    '/incidents/problems': button('Open problem'),
    [`/incidents/problems/${incidents.problem}`]: page =>
      panel(page, 'Next').getByRole('button', { disabled: false }).first(),
    '/incidents/on-call': page =>
      page.getByRole('button', { name: /^Put somebody on call/ }).first(),
    '/incidents/metrics': page =>
      page.getByRole('region', { name: 'Change fail rate' }),
    '/slos/alerts': page =>
      page.getByRole('searchbox', { name: 'Search alerts' }),
    '/logs': page => page.getByRole('combobox', { name: 'Service' }),
    '/slos/policies': button('Start from those in force'),
    '/slos/sources': page =>
      page.getByRole('link', { name: 'Check a definition' }),
    '/slos/check': page => page.getByRole('textbox', { name: 'OpenSLO' }),
    '/evidence/reports/sox-access-and-change': page =>
      page.getByRole('textbox', { name: /^Quarter/ }),
    [`/evidence/runs/${evidence.run}`]: page =>
      panel(page, 'Answers').getByRole('link').first(),
    '/evidence/findings': page => page.getByRole('searchbox').first(),
    [`/evidence/findings/${evidence.finding}`]: page =>
      panel(page, 'Proof').getByRole('button').first(),
    '/evidence/controls': page => page.getByText('Compliance score').first(),
    '/catalog/default/component/customer-engagement-api': page =>
      panel(page, 'What happened lately?').getByRole('link').first(),
    '/catalog/default/component/customer-engagement-api/slos': page =>
      page.getByRole('link', { name: 'Check a definition' }),
    '/catalog/default/slo/customer-engagement-api-availability': page =>
      panel(page, 'How it stands').getByRole('link').first(),
    '/': page =>
      page
        .getByRole('list', { name: 'Waiting for you' })
        .getByRole('link')
        .first(),
    '/catalog/default/resource/session-cache': page =>
      panel(page, 'What happened lately?').getByRole('link').first(),
  };
};

for (const [where, screen] of Object.entries(screens)) {
  test.describe(where, () => {
    test.use({ deviceScaleFactor: screen.deviceScaleFactor });

    test('no page scrolls sideways, and what one comes for can be pressed', async ({
      page,
    }) => {
      const number = await openChange('dana-developer', {
        title: `Narrow ${uniqueWord()}`,
        items: ['resource:default/session-cache'],
        environment: 'production',
      });
      const incidents = {
        drill: await declareDrill('dana-developer', {
          title: `Narrow drill ${uniqueWord()}`,
          entities: ['resource:default/session-cache'],
        }),
        known: await anIncident(
          'state=closed&sort=opened&entityRef=component:default/checkout-api',
        ),
        problem: await aProblem('knownError=true'),
      };
      const evidence = { run: await aRun(), finding: await aFinding() };
      const drills = await drillPages('dana-developer');
      await signIn(page, 'developer');
      await page.setViewportSize(screen.viewport);
      for (const [path, action] of Object.entries({
        ...pages(number, incidents, evidence),
        ...drills,
      })) {
        await test.step(path, async () => {
          await goWithin(page, path);
          // A card asks for what it shows once somebody can see it.
          if (/^\/catalog\/default\/(component|resource)\/[^/]+$/.test(path)) {
            await panel(page, 'What happened lately?').evaluate(card =>
              card.scrollIntoView(),
            );
          }
          // Scrolls there and sees that nothing lies over it, without pressing.
          await action(page).click({ trial: true, timeout: 20_000 });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect.soft(overflow, path).toBeLessThanOrEqual(0);
        });
      }
    });
  });
}
