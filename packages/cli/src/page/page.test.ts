import { pathToFileURL } from 'url';
import { honestStory } from '@countersign/plugin-change-management-common/testUtils';
import { Browser, chromium, Page } from '@playwright/test';
import { BuiltCli } from '../__testUtils__/cli';
import { makeInquiry } from '../__testUtils__/inquiry';
import { TestLog } from '../__testUtils__/log';
import { makePack, TestPack, zipOf } from '../__testUtils__/pack';

// It starts a browser, on a machine that may be busy.
jest.setTimeout(240_000);

describe('the page that verifies', () => {
  const cli = new BuiltCli();
  let browser: Browser;
  let page: Page;
  let pack: TestPack;
  const problems: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    pack = await makePack();
    await cli.run(['verify', '--page', 'verify.html']);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage();
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', request => requests.push(request.url()));
    await page.goto(pathToFileURL(`${cli.folder}/verify.html`).href);
  });
  afterAll(async () => {
    await browser?.close();
    cli.dispose();
  });

  async function verify(keys: string[], ...files: string[]) {
    await page.getByLabel('Files').setInputFiles(files);
    await page.getByLabel('Keys of the logs').fill(keys.join('\n'));
    await page.getByRole('button', { name: 'Verify' }).click();
    await page
      .getByRole('status')
      .getByText(/proven, after|could not be verified/)
      .waitFor({ timeout: 120_000 });
    return page.getByRole('main').innerText();
  }

  it('proves a pack with every query run again, and a change beside it', async () => {
    const honest = cli.write('honest.zip', await zipOf(pack.files));
    const log = new TestLog(honestStory());
    const change = cli.write('change.json', await log.bundle('CHG0000042'));
    const text = await verify([pack.key, log.key], honest, change);
    expect(text).toContain('2 of 2 proven');
    expect(text).toContain('Proven: honest.zip');
    expect(text).toContain('grants-without-ticket: 2 rows.');
    expect(text).toContain('Raise the checkout database tier (closed)');
    expect(text).toContain('What this cannot show');
  });

  it('answers again what was asked of the run of a pack beside it', async () => {
    const asked = cli.write(
      'INQ0000007.inquiry.json',
      JSON.stringify(await makeInquiry(pack)),
    );
    const text = await verify([pack.key], `${cli.folder}/honest.zip`, asked);
    expect(text).toContain('2 of 2 proven');
    expect(text).toContain('Proven: INQ0000007.inquiry.json');
    expect(text).toContain('SELECT g.member FROM grants g');
    expect(await verify([pack.key], asked)).toContain(
      `Give the pack of ${pack.manifest.run.number} beside it`,
    );
  });

  it('refuses a pack with one bit turned, and whatever is no evidence', async () => {
    const [path] = [...pack.files.keys()].filter(each =>
      each.startsWith('snapshots/'),
    );
    const bent = Uint8Array.from(pack.files.get(path)!);
    bent[10] = (bent[10] + 4) % 256;
    const zip = await zipOf(new Map(pack.files).set(path, bent));
    const text = await verify(
      [pack.key],
      cli.write('bent.zip', zip),
      cli.write('photo.txt', 'no evidence'),
    );
    expect(text).toContain('0 of 2 proven');
    expect(text).toContain(`${path} was changed`);
    expect(text).toContain('is neither a pack nor evidence');
  });

  it('says so where a key is none, and can be stopped', async () => {
    const honest = `${cli.folder}/honest.zip`;
    expect(await verify(['no key'], honest)).toContain(
      'A key cannot be read: not a verifier key',
    );
    await page.getByLabel('Keys of the logs').fill(pack.key);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Stopped.');
  });

  it('asks no network, and is not able to', async () => {
    expect(problems).toEqual([]);
    expect(requests.filter(url => !/^(file|blob):/.test(url))).toEqual([]);
    const answer = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(answer).toBe('refused');
    expect(problems.join('\n')).toContain('Content Security Policy');
  });
});
