import { TestDatabases } from '@backstage/backend-test-utils';
import { Logger } from './logging/Logger';
import { Service, startService } from './service';
import { readSettings, Settings } from './settings';

jest.setTimeout(240_000);

const TOKEN = 'a-token-for-the-tests';
const LATENCY_MS = 400;

interface Entry {
  severity: string;
  message: string;
  httpRequest?: { status: number; latency: string; requestUrl: string };
  [field: string]: unknown;
}

describe('the service', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const lines: Entry[] = [];
  const running: Service[] = [];
  let database: Settings['database'];
  let now: number;
  /** Called whenever a request draws its faults. */
  let drawn: () => void;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const {
      host,
      port,
      user,
      password,
      database: name,
    } = knex.client.config.connection;
    database = { host, port: Number(port), user, password, database: name };
  });
  beforeEach(() => {
    now = Date.UTC(2026, 10, 2, 9);
    lines.length = 0;
    drawn = () => {};
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(service => service.stop()));
  });

  async function start(changes: Partial<Settings> = {}): Promise<Service> {
    const service = await startService(
      {
        port: 0,
        host: '127.0.0.1',
        database,
        project: 'larkspur-prod',
        logSeverity: 'INFO',
        faultsToken: TOKEN,
        trafficPerSecond: 0,
        shutdownSeconds: 5,
        ...changes,
      },
      {
        logger: new Logger(line => lines.push(JSON.parse(line))),
        faults: {
          clock: () => now,
          steady: () => now,
          random: () => {
            drawn();
            return 0.25;
          },
        },
        latencyMs: LATENCY_MS,
      },
    );
    running.push(service);
    return service;
  }

  async function ask(url: string, init: RequestInit = {}) {
    const response = await fetch(url, {
      ...init,
      headers: { connection: 'close', ...init.headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
  }
  const lease = (url: string, body: unknown, token = TOKEN) =>
    ask(`${url}/faults`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(body),
    });
  const metric = async (url: string, start_: string) =>
    (await ask(`${url}/metrics`)).text
      .split('\n')
      .filter(line => line.startsWith(start_));
  const requestsTo = (path: string) =>
    lines.filter(({ httpRequest }) => httpRequest?.requestUrl === path);

  it('answers with customers, page by page, and with one', async () => {
    const { url } = await start();
    expect(await ask(`${url}/health`)).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
    const ids: number[] = [];
    let query = 'limit=20';
    for (let page = 0; page < 3; page++) {
      const { body } = await ask(`${url}/api/users?${query}`);
      ids.push(...body.items.map((user: { id: number }) => user.id));
      query = `limit=20&cursor=${body.nextCursor}`;
    }
    expect(ids).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
    const { body } = await ask(`${url}/api/users/1`);
    expect(body).toMatchObject({ id: 1, email: 'ada.abadi@example.invalid' });
  });

  it.each([
    ['/api/users/4711', 404, 'There is no such user'],
    ['/api/users/1%27%20OR%201=1', 400, 'id: must be a whole number'],
    ['/api/users/99999999999', 400, 'id'],
    ['/api/users?limit=0', 400, 'limit'],
    ['/api/users?cursor=x', 400, 'cursor'],
    ['/nowhere', 404, 'There is nothing here'],
  ])('says what is wrong with %s', async (path, status, message) => {
    const { url } = await start();
    const answer = await ask(`${url}${path}`);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it('counts requests by route and code, and their time with edges at 0.3 and 0.5 s', async () => {
    const { url } = await start();
    await ask(`${url}/api/users/1`);
    await ask(`${url}/api/users/2?chaos=latency`);
    await ask(`${url}/api/users/3?chaos=error`);
    await ask(`${url}/one`);
    await ask(`${url}/two`);
    expect(await metric(url, 'http_requests_total')).toEqual([
      'http_requests_total{method="GET",route="/api/users/:id",code="200"} 2',
      'http_requests_total{method="GET",route="/api/users/:id",code="500"} 1',
      'http_requests_total{method="GET",route="unmatched",code="404"} 2',
    ]);
    const buckets = await metric(url, 'http_request_duration_seconds_bucket');
    const count = (le: string) =>
      buckets
        .find(
          line =>
            line.includes(`le="${le}"`) && line.includes('/api/users/:id'),
        )
        ?.split(' ')[1];
    expect([count('0.3'), count('0.5'), count('+Inf')]).toEqual([
      '2',
      '3',
      '3',
    ]);
  });

  it('logs each request as Cloud Logging shows it, without its query', async () => {
    const { url } = await start();
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    await ask(`${url}/api/users/1?secret=s`, {
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    await ask(`${url}/api/users/2?chaos=error`, {
      headers: { 'x-cloud-trace-context': `${trace}/255;o=0` },
    });
    const entries = [
      ...requestsTo('/api/users/1'),
      ...requestsTo('/api/users/2'),
    ];
    expect(entries).toMatchObject([
      {
        severity: 'INFO',
        httpRequest: {
          requestMethod: 'GET',
          status: 200,
          latency: expect.stringMatching(/^\d+\.\d{6}s$/),
        },
        'logging.googleapis.com/trace': `projects/larkspur-prod/traces/${trace}`,
        'logging.googleapis.com/spanId': '00f067aa0ba902b7',
        'logging.googleapis.com/trace_sampled': true,
      },
      {
        severity: 'ERROR',
        httpRequest: { status: 500 },
        'logging.googleapis.com/spanId': '00000000000000ff',
        'logging.googleapis.com/trace_sampled': false,
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('has faults on for a share of the traffic, until their lease ends', async () => {
    const { url } = await start();
    const hit = async () => (await ask(`${url}/api/users/1`)).status;
    // A request draws 0.25: a fifth does not meet it, a half does.
    await lease(url, { kind: 'error', share: 0.2, seconds: 900 });
    expect(await hit()).toBe(200);
    const { status, body } = await lease(url, {
      kind: 'error',
      share: 0.5,
      seconds: 60,
    });
    expect([status, body.expiresAt]).toEqual([201, '2026-11-02T09:01:00.000Z']);
    expect(await hit()).toBe(500);
    expect((await ask(`${url}/health`)).status).toBe(200);
    expect(await metric(url, 'faults_active')).toEqual([
      'faults_active{kind="latency"} 0',
      'faults_active{kind="error"} 2',
      'faults_active{kind="bad-release"} 0',
      'faults_active{kind="database-down"} 0',
      'faults_active{kind="connections-taken"} 0',
    ]);
    now += 60_000;
    expect(await hit()).toBe(200);

    const again = await lease(url, { kind: 'error', share: 1, seconds: 60 });
    expect(await hit()).toBe(500);
    const end = () =>
      ask(`${url}/faults/${again.body.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${TOKEN}` },
      });
    expect((await end()).status).toBe(204);
    expect((await end()).status).toBe(404);
    expect(await hit()).toBe(200);
  });

  it('keeps one fault for an id, renews it, and ends it when nobody does', async () => {
    const { url } = await start();
    const fault = { id: 'drill-1', kind: 'error', share: 1, seconds: 10 };
    expect((await lease(url, fault)).status).toBe(201);
    expect((await lease(url, fault)).status).toBe(200);
    const renew = (seconds: unknown) =>
      ask(`${url}/faults/drill-1/renew`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${TOKEN}`,
        },
        body: JSON.stringify({ seconds }),
      });
    now += 9_000;
    expect(await renew(10)).toMatchObject({
      status: 200,
      body: { id: 'drill-1', expiresAt: '2026-11-02T09:00:19.000Z' },
    });
    now += 9_000;
    expect((await ask(`${url}/api/users/1`)).status).toBe(500);
    now += 1_000;
    expect((await ask(`${url}/api/users/1`)).status).toBe(200);
    expect((await renew(10)).status).toBe(404);
    expect((await renew(-1)).status).toBe(400);
  });

  it('loses its database, its connections or its good release while such a fault is on', async () => {
    const { url } = await start();
    const users = async () => (await ask(`${url}/api/users/1`)).status;
    const lookAtFaults = () =>
      ask(`${url}/faults`, { headers: { authorization: `Bearer ${TOKEN}` } });
    await lease(url, { kind: 'database-down', seconds: 60 });
    expect(await users()).toBe(503);
    now += 60_000;
    await lookAtFaults();
    expect((await ask(`${url}/health`)).status).toBe(200);

    await lease(url, { kind: 'connections-taken', keep: 0, seconds: 60 });
    // It takes them one by one, as they come free.
    let answer = 200;
    while (answer === 200) answer = await users();
    expect(answer).toBe(503);
    now += 60_000;
    await lookAtFaults();
    expect(await users()).toBe(200);

    await lease(url, { kind: 'bad-release', share: 0.5, seconds: 60 });
    expect((await ask(`${url}/release`)).body.release).toBe('bad-1');
    expect(await users()).toBe(500);
    const rollback = (token: string) =>
      ask(`${url}/release/rollback`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await rollback('another-token-of-16')).status).toBe(401);
    expect((await rollback(TOKEN)).body).toEqual({
      release: 'stable',
      ended: 1,
    });
    expect(await users()).toBe(200);
  });

  it.each([
    [{ kind: 'fire', share: 1, seconds: 60 }, 'kind'],
    [{ kind: 'error', share: 0, seconds: 60 }, 'share: must be above 0'],
    [{ kind: 'error', share: 1.1, seconds: 60 }, 'share: must be at most 1'],
    [{ kind: 'error', share: 1, seconds: 901 }, 'seconds: must be at most 900'],
    [{ kind: 'error', share: 1 }, 'seconds'],
    [{ kind: 'error', share: 1, seconds: 60, forever: true }, 'forever'],
    [[], 'must be a JSON object'],
  ])('refuses a fault like %j', async (body, message) => {
    const { url } = await start();
    const answer = await lease(url, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('switches nothing on for who does not show the token, and nothing where faults are not enabled', async () => {
    const { url } = await start();
    const fault = { kind: 'error', share: 1, seconds: 60 };
    expect((await lease(url, fault, 'another-token-of-16')).status).toBe(401);
    expect((await ask(`${url}/faults`)).status).toBe(401);

    const closed = await start({ faultsToken: undefined });
    for (const { status, body } of [
      await lease(closed.url, fault),
      await ask(`${closed.url}/api/users?chaos=error`),
      await ask(`${closed.url}/api/users/1?chaos=latency`),
    ]) {
      expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
    }
    expect((await ask(`${url}/api/users?chaos=rain`)).body.error.message).toBe(
      'chaos: must be one of latency, error',
    );
  });

  it('lives without its database, and says nothing of it to callers', async () => {
    const { url } = await start({ database: { ...database, port: 1 } });
    const answer = await ask(`${url}/api/users`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([
      503,
      '5',
    ]);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|postgres/i);
    expect((await ask(`${url}/health`)).body).toEqual({
      status: 'database-down',
    });
    expect((await ask(`${url}/metrics`)).status).toBe(200);
  });

  it('finishes what is in flight before it ends', async () => {
    const service = await start();
    await lease(service.url, { kind: 'latency', share: 1, seconds: 60 });
    const inFlight = new Promise<void>(resolve => {
      drawn = resolve;
    });
    const slow = ask(`${service.url}/api/users/1`);
    await inFlight;
    await service.stop();
    expect((await slow).status).toBe(200);
    await expect(ask(`${service.url}/health`)).rejects.toThrow();
    expect(lines.at(-1)?.message).toBe('Stopped');
  });

  it('sends itself steady traffic where it is asked to', async () => {
    const { url } = await start({ trafficPerSecond: 50 });
    const total = async () =>
      (await metric(url, 'http_requests_total')).reduce(
        (sum, line) => sum + Number(line.split(' ')[1]),
        0,
      );
    while ((await total()) < 6);
    expect(
      (await metric(url, 'http_requests_total')).every(line =>
        line.includes('code="200"'),
      ),
    ).toBe(true);
  });
});

describe('readSettings', () => {
  const env = { PGHOST: 'db', PGUSER: 'app', PGDATABASE: 'app' };

  it('has faults off and no traffic unless it is told', () => {
    expect(readSettings(env)).toMatchObject({
      port: 8080,
      faultsToken: undefined,
      trafficPerSecond: 0,
    });
    const token = { FAULTS_TOKEN: 'long-enough-for-it' };
    expect(readSettings({ ...env, ...token }).faultsToken).toBeUndefined();
  });

  it.each([
    [{ PGHOST: '' }, 'PGHOST'],
    [{ PORT: '70000' }, 'PORT'],
    [{ FAULTS: 'yes' }, 'FAULTS'],
    [{ FAULTS: 'on' }, 'FAULTS_TOKEN: must be set where FAULTS is on'],
    [{ FAULTS: 'on', FAULTS_TOKEN: 'short' }, 'at least 16 characters'],
    [{ TRAFFIC_PER_SECOND: 'much' }, 'TRAFFIC_PER_SECOND'],
  ])('names what is wrong in %j', (wrong, message) => {
    expect(() => readSettings({ ...env, ...wrong })).toThrow(message);
  });
});
