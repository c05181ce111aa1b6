import { defineConfig, devices } from '@playwright/test';

/**
 * Runs against a portal that is up already: `npm test` starts one on a fresh database; `yarn test:e2e` uses that of
 * `npm start`, or the one that COUNTERSIGN_URL names.
 */
export default defineConfig({
  projects: [
    {
      name: 'portal',
      testDir: 'packages/app/e2e-tests',
      testIgnore: ['production/**', 'stock/**'],
      outputDir: 'test-results/portal',
    },
    // Wants a portal with the configuration of production, and signs in with OpenID Connect: `npm test -- --only production`.
    ...(process.env.COUNTERSIGN_PRODUCTION
      ? [
          {
            name: 'production',
            testDir: 'packages/app/e2e-tests/production',
            outputDir: 'test-results/production',
            // The certificate is one of the test.
            use: { ignoreHTTPSErrors: true },
          },
        ]
      : []),
    // Want a stock app that runs in one way or another, and its guest: `npm run family -- test`.
    ...(process.env.COUNTERSIGN_STOCK
      ? [
          {
            name: 'stock',
            testDir: `packages/app/e2e-tests/stock/${process.env.COUNTERSIGN_STOCK}`,
            outputDir: 'test-results/stock',
          },
        ]
      : []),
  ],
  // Of a whole test: on a machine that does other things too, a long one takes more than a minute and a half.
  timeout: 480_000,
  expect: { timeout: 20_000 },
  // One story a file; the stories share one database, and two cores.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json']],
  use: {
    // What is to be pressed is there long before: where it never comes, the test says what it was, and not that its own time is over.
    actionTimeout: 60_000,
    ...devices['Desktop Chrome'],
    baseURL: process.env.COUNTERSIGN_URL ?? 'http://localhost:7007',
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    // It makes tests up to thrice as slow. Where one is wanted: `yarn test:e2e --trace retain-on-failure <test>`.
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
