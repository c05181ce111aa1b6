import { expect, test } from '@playwright/test';
import { at, signInAsGuest, watch } from './guest';

/**
 * Opens pages at a desk's and at a phone's width, in both of the stock themes: what each says is there, nothing is wider
 * than the window, and the console has no error. A picture of each is kept among the results.
 *
 * @param pages - by their paths, words that stand on them
 */
export function testLooks(title: string, pages: Record<string, string>): void {
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ]) {
    for (const theme of ['light', 'dark']) {
      test(`${title}, ${width} px wide in the stock ${theme} theme`, async ({
        page,
      }, info) => {
        const trouble = watch(page);
        await page.addInitScript(
          chosen => window.localStorage.setItem('theme', chosen),
          theme,
        );
        await signInAsGuest(page);
        await page.setViewportSize({ width, height });
        for (const [path, words] of Object.entries(pages)) {
          await page.goto(at(path));
          await expect(page.getByText(words).first()).toBeVisible();
          await page.screenshot({
            path: info.outputPath(`${path.slice(1).replace(/\W+/g, '-')}.png`),
          });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect.soft(overflow, path).toBeLessThanOrEqual(0);
        }
        expect(trouble).toEqual([]);
      });
    }
  }
}
