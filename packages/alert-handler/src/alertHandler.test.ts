import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { once } from 'events';
import { readdirSync, readFileSync } from 'fs';
import { createServer, RequestListener, Server } from 'http';
import { AddressInfo } from 'net';
import { join, resolve } from 'path';
import { cloudEvent } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { alertHandler, LogEntry } from './handleAlert';
import { meaningOf } from './intake';
import { readSettings } from './settings';

const token = 'a-token-of-the-intake';

/** Listens for the time of a test. */
const servers: Server[] = [];
async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
// The framework tells the console of whatever a function throws.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() =>
  servers.splice(0).forEach(server => {
    server.close();
    server.closeAllConnections();
  }),
);

/** The function behind the real framework, with an intake of one's own. */
async function start(intake: RequestListener | string, timeoutMs = 20_000) {
  const entries: LogEntry[] = [];
  const url =
    typeof intake === 'string'
      ? intake
      : `${await listening(createServer(intake))}/intake`;
  const settings = { url, token, timeoutMs };
  cloudEvent(
    'handleAlert',
    alertHandler(settings, entry => entries.push(entry)),
  );
  const address = await listening(getTestServer('handleAlert'));
  /** As a push subscription of Pub/Sub posts, by the path that names its topic. */
  const push = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${address}/projects/p/topics/alerts`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    await response.text();
    return response.status;
  };
  return { push, entries };
}

const incident = {
  incident_id: '0.abc',
  state: 'open',
  started_at: 1795521600,
  policy_name: 'Requests are answered: page-1h',
  condition_name: 'Over 3600 s',
  severity: 'Critical',
  policy_user_labels: { service: 'checkout', severity: 'page' },
};
const message = (value: unknown) => ({
  subscription: 'projects/p/subscriptions/alerts',
  message: {
    data: Buffer.from(
      typeof value === 'string' ? value : JSON.stringify(value),
    ).toString('base64'),
    messageId: '42',
    publishTime: '2026-11-24T12:00:00Z',
    attributes: { version: '1.2' },
  },
});

describe('the alert handler, behind the functions framework', () => {
  it('hands on what a subscription pushes, and logs it in one line of fields', async () => {
    const seen: { headers: unknown; body: unknown }[] = [];
    const { push, entries } = await start(async (req, res) => {
      let text = '';
      for await (const chunk of req) text += chunk;
      seen.push({ headers: req.headers, body: JSON.parse(text) });
      res.writeHead(202).end('{"status":"accepted"}');
    });
    const body = message({ version: '1.2', incident });
    expect(await push(body)).toBe(204);
    // The form that Eventarc delivers.
    expect(
      await push(body, {
        'ce-specversion': '1.0',
        'ce-id': '42',
        'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
        'ce-source': '//pubsub.googleapis.com/projects/p/topics/alerts',
      }),
    ).toBe(204);
    expect(seen).toHaveLength(2);
    for (const each of seen) {
      expect(each).toMatchObject({
        headers: { authorization: `Bearer ${token}` },
        body: { message: { data: body.message.data } },
      });
    }
    expect(entries).toHaveLength(2);
    expect(entries[0]).toEqual({
      severity: 'INFO',
      message: 'Over 3600 s (open): handed on',
      event: 'alert',
      outcome: 'taken',
      messageId: '42',
      publishedAt: '2026-11-24T12:00:00Z',
      alert: {
        incident: '0.abc',
        state: 'open',
        policy: 'Requests are answered: page-1h',
        condition: 'Over 3600 s',
        severity: 'Critical',
        service: 'checkout',
        startedAt: '2026-11-24T12:00:00.000Z',
      },
    });
    expect(JSON.stringify(entries)).not.toContain(token);
  });

  it.each([
    ['is away', 503],
    ['asks for patience', 429],
    ['refuses the token', 401],
    ['does not know the integration', 404],
    ['leads elsewhere', 302],
  ])('leaves a message to Pub/Sub where the portal %s', async (_, status) => {
    const { push, entries } = await start((_req, res) => {
      res.writeHead(status, { Location: 'https://elsewhere.example' }).end();
    });
    expect(await push(message({ incident }))).toBe(500);
    expect(entries).toMatchObject([
      {
        severity: 'WARNING',
        outcome: 'later',
        reason: expect.stringContaining(`${status}`),
      },
    ]);
  });

  it('leaves a message to Pub/Sub where nobody listens, or nobody answers', async () => {
    const gone = createServer();
    const address = await listening(gone);
    gone.close();
    const refused = await start(`${address}/intake`);
    expect(await refused.push(message({ incident }))).toBe(500);
    expect(refused.entries).toMatchObject([{ reason: 'ECONNREFUSED' }]);

    const silent = await start(() => {}, 1000);
    expect(await silent.push(message({ incident }))).toBe(500);
    expect(silent.entries).toMatchObject([
      { reason: 'the portal did not answer in time' },
    ]);
  });

  it.each([400, 413, 415, 422])(
    'gives up what the portal will never take: %s',
    async status => {
      const { push, entries } = await start((_req, res) => {
        res.writeHead(status).end();
      });
      expect(await push(message({ incident }))).toBe(204);
      expect(entries).toMatchObject([{ severity: 'ERROR', outcome: 'never' }]);
    },
  );

  it('says so where there is nothing in a message, and asks nobody', async () => {
    const { push, entries } = await start(() => {
      throw new Error('nothing is to be handed on');
    });
    const event = {
      'ce-specversion': '1.0',
      'ce-id': '7',
      'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
      'ce-source': '//pubsub.googleapis.com/projects/p/topics/alerts',
    };
    for (const body of [
      { message: { attributes: {} } },
      { message: null },
      {},
    ]) {
      expect(await push(body, event)).toBe(204);
    }
    expect(entries.map(({ outcome }) => outcome)).toEqual(
      Array(3).fill('empty'),
    );
  });

  it('hands on what it cannot read: whether it can be is for the portal to say', async () => {
    let handed = 0;
    const { push, entries } = await start((_req, res) => {
      handed += 1;
      res.writeHead(202).end();
    });
    const bodies = [
      'not JSON',
      '[]',
      'null',
      { version: '3.0', alerts: [{ id: 1 }] },
      {
        incident: {
          incident_id: 7,
          state: {},
          started_at: 1e300,
          condition_name: 'x'.repeat(9000),
        },
      },
    ];
    for (const body of bodies) expect(await push(message(body))).toBe(204);
    expect(handed).toBe(bodies.length);
    expect(entries.every(({ outcome }) => outcome === 'taken')).toBe(true);
    expect(JSON.stringify(entries).length).toBeLessThan(5_000);
  });
});

describe('its settings', () => {
  it('name what is wrong, and never what a secret is', () => {
    expect(() =>
      readSettings({
        INTAKE_URL: 'http://portal.example',
        INTAKE_TOKEN: 'short',
      }),
    ).toThrow(
      /INTAKE_URL: must begin with https.*INTAKE_TOKEN: must have at least 16/,
    );
    expect(() => readSettings({})).toThrow(/INTAKE_URL: must be set/);
    expect(
      readSettings({
        INTAKE_URL: 'https://p.example/i',
        INTAKE_TOKEN: `${token}\n`,
      }),
    ).toEqual({ url: 'https://p.example/i', token, timeoutMs: 20_000 });
  });

  it('make every status of a portal one of three', () => {
    const all = Array.from(
      { length: 500 },
      (_, i) => meaningOf(100 + i).outcome,
    );
    expect(new Set(all)).toEqual(new Set(['taken', 'later', 'never']));
    expect(all.slice(400).every(outcome => outcome === 'later')).toBe(true);
  });
});

describe('its archive', () => {
  it('has the same bytes each time, is named by them, and starts with what it names', () => {
    const root = resolve(__dirname, '..');
    const made = () => {
      execFileSync(process.execPath, [join(root, 'build.mjs')], { cwd: root });
      const [name] = readdirSync(join(root, 'dist')).filter(file =>
        file.endsWith('.zip'),
      );
      return { name, bytes: readFileSync(join(root, 'dist', name)) };
    };
    const { name, bytes } = made();
    expect(made()).toEqual({ name, bytes });
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(name).toBe(`alert-handler-${digest}.zip`);
    const manifest = JSON.parse(
      readFileSync(join(root, 'dist/function/package.json'), 'utf8'),
    );
    expect(Object.keys(manifest.dependencies)).toEqual([
      '@google-cloud/functions-framework',
    ]);
    const required = readFileSync(
      join(root, 'dist/function/index.js'),
      'utf8',
    ).matchAll(/require\("([^"]+)"\)/g);
    expect(new Set(Array.from(required, ([, each]) => each))).toEqual(
      new Set(Object.keys(manifest.dependencies)),
    );
  });
});
