import { ChildProcess, fork } from 'child_process';
import { once } from 'events';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  connectionOf,
  eventually,
} from '@countersign/plugin-governance-test-utils';
import { freePort } from '@countersign/plugin-governance-test-utils/programs';

jest.setTimeout(120_000);

const program = path.join(__dirname, '__testUtils__/watchedProgram.js');
const instrumentation = path.resolve(__dirname, '../instrumentation.js');

describe('a program under the instrumentation of the portal', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function start(env: Record<string, string>) {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, password, database } = connectionOf(knex);
    const child: ChildProcess = fork(program, {
      execArgv: ['--require', instrumentation],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: `postgresql://${user}:${encodeURIComponent(
          password,
        )}@${host}:${port}/${database}`,
        ...env,
      },
    });
    const gone = once(child, 'exit');
    ends.push(async () => {
      child.kill('SIGKILL');
      await gone;
    });
    const [{ port: listens, loaded }] = (await once(child, 'message')) as [
      { port: number; loaded: number },
    ];
    return { child, gone, url: `http://127.0.0.1:${listens}`, loaded };
  }

  /** Takes what OpenTelemetry sends, as a collector does. */
  async function collector() {
    const taken: string[] = [];
    const server = createServer((req, res) => {
      let body = '';
      req.setEncoding('utf8').on('data', text => {
        body += text;
      });
      req.on('end', () => {
        taken.push(body);
        res.setHeader('content-type', 'application/json').end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    return { taken, url: `http://127.0.0.1:${port}` };
  }

  it('sends traces of requests and what they ask the database, without what stands in either', async () => {
    const { taken, url: endpoint } = await collector();
    const { url } = await start({
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '200',
      ELSEWHERE: endpoint,
    });
    const answer = await fetch(`${url}/records/a-value?token=a-secret`);
    expect(await answer.json()).toEqual({ number: 'a-value' });
    const sent = await eventually(async () => {
      const all = taken.join();
      expect(all).toContain('SELECT $1::text AS number');
      expect(all).toContain('REDACTED');
      expect(all).toContain(`${new URL(endpoint).hostname}/REDACTED`);
      return all;
    }, 30_000);
    expect(sent).toContain('"countersign"');
    expect(sent).toContain('/records/:number');
    expect(sent).not.toContain('a-secret');
  });

  it('has a page of metrics for Prometheus, and ends when it is told to', async () => {
    const port = await freePort();
    const { child, gone, url } = await start({
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    });
    await (await fetch(`${url}/records/1?token=a-secret`)).json();
    await eventually(async () => {
      const page = await (
        await fetch(`http://127.0.0.1:${port}/metrics`)
      ).text();
      expect(page).toMatch(
        /^http_server_request_duration_count\{.*http_route="\/records\/:number".*\} 1$/m,
      );
      expect(page).not.toContain('a-secret');
    }, 30_000);
    child.kill('SIGTERM');
    expect(await gone).toEqual([null, 'SIGTERM']);
  });

  it('loads nothing where nobody asks for metrics or traces', async () => {
    const { loaded, url } = await start({});
    expect(loaded).toBe(0);
    expect((await fetch(`${url}/records/1`)).status).toBe(200);
  });
});
