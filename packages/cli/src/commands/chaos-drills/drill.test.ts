import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Logger,
  Service,
  startService,
} from '@countersign/customer-engagement-api';
import { Journal } from '@countersign/plugin-chaos-drills-common';
import { BuiltCli } from '../../__testUtils__/cli';

jest.setTimeout(240_000);

const folder = resolve(__dirname, '../../../../../drills');
const shipped = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const token = 'a-token-for-the-tests';

/** A shipped drill whose faults and pauses take seconds instead of minutes. */
function shortened(name: string, seconds = 3): string {
  return readFileSync(join(folder, name), 'utf8')
    .replace(/^( +seconds): \d+$/gm, `$1: ${seconds}`)
    .replace(/^( +lease): \d+$/gm, '$1: 2')
    .replace(/before: \d+/g, 'before: 1')
    .replace(/share: [\d.]+ \}/g, 'share: 1 }');
}

describe('countersign drill', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const cli = new BuiltCli();
  const services: Service[] = [];
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
  });
  afterAll(async () => {
    await Promise.all(services.map(service => service.stop()));
    cli.dispose();
  });

  /** A demo service, and how a drill finds it. */
  async function start() {
    const { host, port, user, password, database } =
      knex.client.config.connection;
    const service = await startService(
      {
        port: 0,
        host: '127.0.0.1',
        database: { host, port: Number(port), user, password, database },
        project: undefined,
        logSeverity: 'ERROR',
        faultsToken: token,
        trafficPerSecond: 0,
        shutdownSeconds: 1,
      },
      { logger: new Logger(() => {}), latencyMs: 1_500 },
    );
    services.push(service);
    return {
      env: {
        CUSTOMER_ENGAGEMENT_URL: service.url,
        CUSTOMER_ENGAGEMENT_FAULTS_TOKEN: token,
      },
      async faultsOn(): Promise<number> {
        const response = await fetch(`${service.url}/faults`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return (await response.json()).items.length;
      },
    };
  }

  /** Starts a drill in a process of its own, and waits until its fault is on. */
  async function begin(file: string, args: string[] = []) {
    const { env, faultsOn } = await start();
    const child = spawn(
      process.execPath,
      [cli.file, 'drill', 'run', file, ...args],
      { cwd: cli.folder, env },
    );
    const said: string[] = [];
    const hear = (text: string) => said.push(text);
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    let isOver = false;
    const code = new Promise(done => child.on('close', done)).finally(() => {
      isOver = true;
    });
    while ((await faultsOn()) === 0) {
      if (isOver) {
        throw new Error(`It ended before its fault was on: ${said.join('')}`);
      }
      await delay(50);
    }
    return { child, code, faultsOn };
  }

  it('finds nothing wrong with what is shipped', async () => {
    expect(shipped).toHaveLength(6);
    const files = shipped.map(name => join(folder, name));
    expect(await cli.run(['drill', 'lint', '--strict', ...files])).toEqual({
      code: 0,
      stdout: '6 of 6 experiments can be run.\n',
      stderr: '',
    });
    for (const name of shipped) {
      const text = readFileSync(join(folder, name), 'utf8');
      const [, runbook] = /^ +runbook: (\S+)$/m.exec(text) ?? [];
      expect([name, existsSync(join(folder, '..', runbook))]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('names file, line and rule of what cannot be run, and runs nothing of it', async () => {
    const file = 'wrong.yaml';
    cli.write(
      file,
      shortened('latency.yaml').replace(
        "'${service_url}/health'",
        'http://evil.example/health',
      ),
    );
    const { code, stdout } = await cli.run(['drill', 'lint', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^wrong\.yaml:\d+: error: .*\(host-outside\)$/m);
    const { env } = await start();
    const ran = await cli.run(['drill', 'run', file], { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Nothing was done.');
    const blind = await cli.run(['drill', 'run', join(folder, 'latency.yaml')]);
    expect(blind.stderr).toContain('CUSTOMER_ENGAGEMENT_FAULTS_TOKEN');
  });

  it('runs each on the demo service, which recovers', async () => {
    await Promise.all(
      shipped.map(async name => {
        const { env, faultsOn } = await start();
        const file = cli.write(
          name,
          shortened(name, name.startsWith('failed') ? 5 : 2),
        );
        const { code, stdout } = await cli.run(
          ['drill', 'run', file, '--journal', `${name}.json`],
          { env },
        );
        const journal: Journal = JSON.parse(
          readFileSync(join(cli.folder, `${name}.json`), 'utf8'),
        );
        expect([name, code, journal.extensions[0]]).toMatchObject([
          name,
          0,
          {
            outcome: 'passed',
            reasons: [],
            faults: [{ endedAt: expect.any(String) }],
          },
        ]);
        expect(journal.status).toBe('completed');
        expect(stdout).toMatch(/^passed: /);
        expect(JSON.stringify(journal)).not.toContain(token);
        expect(await faultsOn()).toBe(0);
      }),
    );
  });

  it('leaves a fault to its lease when it is killed: it is over two seconds later at most', async () => {
    const file = cli.write('killed.yaml', shortened('error-spike.yaml', 120));
    const { child, faultsOn } = await begin(file);
    // Renewed once, so that it is the lease of the renewal that counts.
    await delay(1_000);
    child.kill('SIGKILL');
    const killed = performance.now();
    while ((await faultsOn()) > 0) await delay(20);
    const leaseMs = 2_000;
    expect(performance.now() - killed).toBeLessThan(leaseMs + 2_000);
  });

  it('ends the fault and rolls back when it is told to end', async () => {
    const file = cli.write('ended.yaml', shortened('error-spike.yaml', 120));
    const { child, code, faultsOn } = await begin(file, [
      '--journal',
      'ended.json',
    ]);
    child.kill('SIGTERM');
    expect(await code).toBe(1);
    expect(await faultsOn()).toBe(0);
    expect(
      JSON.parse(readFileSync(join(cli.folder, 'ended.json'), 'utf8')),
    ).toMatchObject({
      status: 'interrupted',
      extensions: [{ outcome: 'interrupted' }],
    });
  });
});
