import { expect, test } from '@playwright/test';
import { at, panel, signInAsGuest, website } from '../guest';

/** What one may not on each page, as its own area says it. */
const denied = {
  '/changes': 'read changes',
  '/changes/calendar': 'read changes',
  '/changes/metrics': 'read changes',
  '/changes/policies': 'read changes',
  '/changes/imported': 'read imported changes',
  '/slos': 'read service levels',
  '/slos/alerts': 'read service levels',
  '/slos/sources': 'read service levels',
  '/slos/policies': 'read service levels',
  '/incidents': 'read incidents',
  '/incidents/triage': 'read incidents',
  '/incidents/board': 'read incidents',
  '/incidents/status': 'read incidents',
  '/incidents/problems': 'read problems',
  '/incidents/on-call': 'see who is on call',
  '/incidents/metrics': 'read incidents',
  '/incidents/silences': 'read alerts',
  '/incidents/actions': 'read incidents',
  '/incidents/runbooks': 'read incidents',
  '/incidents/imported': 'read imported incidents',
  '/evidence': 'read reports',
  '/evidence/runs': 'read runs of reports',
  '/evidence/findings': 'read findings and controls',
  '/evidence/controls': 'read findings and controls',
  '/evidence/questions': 'read reports',
  '/evidence/requests': 'read findings and controls',
  '/evidence/console': 'read findings and controls',
  '/drills': 'read drills',
  '/drills/runs': 'read drills',
  '/drills/experiments': 'read drills',
  '/drills/game-days': 'read drills',
  '/drills/detection': 'read drills',
  '/drills/journals': 'read drills',
  '/drills/lever': 'read drills',
  [`/logs?entity=${website.ref}`]: 'read logs',
  '/governance': 'read incidents',
};

for (const [width, height] of [
  [1280, 900],
  [390, 844],
]) {
  test(`under a policy that denies everything each page says what one may not, ${width} px wide`, async ({
    page,
  }, info) => {
    const exceptions: string[] = [];
    page.on('pageerror', error => exceptions.push(error.message));
    await signInAsGuest(page);
    await page.setViewportSize({ width, height });
    for (const [path, what] of Object.entries(denied)) {
      await test.step(path, async () => {
        await page.goto(at(path));
        const said = page.getByText(`You may not ${what}: ask for the`);
        await expect.soft(said.first(), path).toBeVisible();
        const name = path.replace(/[^a-z]+/g, '-').slice(1);
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
        // Nothing failed, and nothing is said to be empty.
        await expect
          .soft(page.getByRole('button', { name: 'Retry' }), path)
          .toHaveCount(0);
        await expect.soft(page.getByText(/^No .+ yet$/), path).toHaveCount(0);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect.soft(overflow, path).toBeLessThanOrEqual(0);
      });
    }
    await test.step('the cards of an entity', async () => {
      await page.goto(at(website.page));
      await panel(page, 'Can I deploy now?').scrollIntoViewIfNeeded();
      await expect(panel(page, 'Can I deploy now?')).toContainText(
        'You may not read changes',
      );
      await panel(page, 'What happened lately?').scrollIntoViewIfNeeded();
      await expect(panel(page, 'What happened lately?')).toContainText(
        /You may not read .*Changes.* or /,
      );
      await expect(panel(page, 'What happened lately?')).not.toContainText(
        'Nothing',
      );
      await page.screenshot({
        path: info.outputPath('entity.png'),
        fullPage: true,
      });
    });
    expect(exceptions).toEqual([]);
  });
}
