import { execFile } from 'node:child_process';
import {
  appendFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { commandBlocks } from '@countersign/plugin-governance-test-utils';
import { Logger } from './logging/Logger';
import { Service, startService } from './service';
import { readSettings } from './settings';

jest.setTimeout(240_000);

const run = promisify(execFile);
const folder = path.resolve(__dirname, '../../../docs/runbooks');
const pages = globSync('*.md', { cwd: folder })
  .filter(page => page !== 'index.md')
  .sort();
const TOKEN = 'a-token-for-the-tests';

/** The commands of a page. Those with a title are for another place. */
const blocksOf = (page: string) =>
  commandBlocks(readFileSync(path.join(folder, page), 'utf8'));

describe('the runbooks', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const directory = createMockDirectory();
  let service: Service;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, password, database } =
      knex.client.config.connection;
    const data = directory.resolve('.data');
    mkdirSync(data, { recursive: true });
    const log = path.join(data, 'customer-engagement-api.log');
    writeFileSync(log, '');
    service = await startService(
      {
        ...readSettings({
          ...{ PORT: '0', HOST: '127.0.0.1', FAULTS: 'on' },
          ...{ PGHOST: host, PGPORT: String(port), PGUSER: user },
          ...{ PGPASSWORD: password, PGDATABASE: database },
          FAULTS_TOKEN: TOKEN,
          LOG_SEVERITY: 'NOTICE',
        }),
      },
      { logger: new Logger(line => appendFileSync(log, line)) },
    );
    // As `npm start` leaves them.
    writeFileSync(path.join(data, 'customer-engagement-url'), service.url);
    writeFileSync(path.join(data, 'faults-token'), TOKEN);
  });
  afterAll(() => service?.stop());

  /** Runs what a page has people type, in its order, and says what they read. */
  async function typed(page: string): Promise<string> {
    const here = blocksOf(page).filter(({ title }) => title === undefined);
    expect(here.length).toBeGreaterThan(2);
    const read: string[] = [];
    for (const { code } of here) {
      const { stdout } = await run('bash', ['-eu', '-c', code], {
        cwd: directory.path,
        timeout: 60_000,
      });
      read.push(stdout);
    }
    return read.join('');
  }
  const faults = async (method: string, body?: object) => {
    const answer = await fetch(`${service.url}/faults`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return answer.json();
  };
  const breakBy = (kind: 'latency' | 'error') =>
    faults('POST', { kind, share: 1, seconds: 300 });

  it('are those that the seed of this project asks for, in its four parts, with steps to tick off', () => {
    expect(pages).toEqual([
      'failed-deployment-rollback.md',
      'high-api-latency.md',
      'security-alert-response.md',
      'service-unavailable.md',
    ]);
    for (const page of pages) {
      const text = readFileSync(path.join(folder, page), 'utf8');
      expect(text).toMatch(/^# Runbook: /);
      expect([...text.matchAll(/^## (.*)$/gm)].map(([, part]) => part)).toEqual(
        ['Symptoms', 'Investigation', 'Resolution', 'Post-incident'],
      );
      const [, ...parts] = text.split(/^## (?:Inv|Res|Post).*$/m);
      for (const part of parts) expect(part).toMatch(/^1\. /m);
    }
  });

  it('have commands that are well-formed where they cannot be run', async () => {
    const elsewhere = pages.flatMap(blocksOf).filter(({ title }) => title);
    expect(elsewhere.length).toBeGreaterThan(5);
    await Promise.all(
      elsewhere.map(({ code }) => run('bash', ['-n', '-c', code])),
    );
  });

  it('high latency: measures a slow service, finds the fault and ends it', async () => {
    await breakBy('latency');
    const read = await typed('high-api-latency.md');
    const [before, after] = [...read.matchAll(/p95: ([\d.]+) s/g)].map(
      ([, seconds]) => Number(seconds),
    );
    expect(before).toBeGreaterThan(2.9);
    expect(after).toBeLessThan(2);
    expect(read).toMatch(/faults_active\{kind="latency"\} 1/);
    expect(read).toMatch(
      /http_request_duration_seconds_bucket\{.*\/api\/users/,
    );
    expect(read).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(read).toMatch(/health: 200 after/);
    expect(await faults('GET')).toEqual({ items: [] });
  });

  it('5xx: counts the errors, shows them in the log, and ends what causes them', async () => {
    await breakBy('error');
    const read = await typed('service-unavailable.md');
    expect(read).toMatch(/health: 200/);
    expect(read).toMatch(/ 20 500\n/);
    expect(read).toMatch(/"severity":"ERROR".*\/api\/users 500/);
    expect(read.trimEnd()).toMatch(/ 20 200$/);
    expect(await faults('GET')).toEqual({ items: [] });
  });

  it('rollback: tells whether the version serves, before and after', async () => {
    const read = await typed('failed-deployment-rollback.md');
    expect(read.match(/health: 200/g)).toHaveLength(2);
    expect(read.match(/ 20 200\n/g)).toHaveLength(2);
  });

  it('security: keeps what there is, shows who was refused, and that a wrong token is', async () => {
    await breakBy('error');
    await fetch(`${service.url}/nothing-here`);
    const read = await typed('security-alert-response.md');
    expect(read).toMatch(/[0-9a-f]{64} .*customer-engagement-api\.log/);
    expect(read).toMatch(/ \d+ "remoteIp":"[^"]+"/);
    expect(read).toMatch(/A fault is on/);
    expect(read).toMatch(/a wrong token: 401/);
    expect(await faults('GET')).toEqual({ items: [] });
    const kept = globSync('.data/kept-*/*', { cwd: directory.path });
    expect(kept).toHaveLength(2);
  });
});
