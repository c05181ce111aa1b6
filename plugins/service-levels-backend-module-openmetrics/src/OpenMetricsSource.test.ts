import { createServer, RequestListener, Server } from 'node:http';
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { MetricReading } from '@countersign/plugin-service-levels-common';
import {
  nativeOf,
  nested,
  pageOf,
  text as textField,
  whole,
} from './__testUtils__/protobuf';
import { OpenMetricsSource } from './OpenMetricsSource';
import { readSources } from './settings';

const NOW = Date.UTC(2026, 10, 2, 9);

describe('a page that is scraped', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  async function source(
    listener: RequestListener,
    changes: {
      timeoutMs?: number;
      maxBytes?: number;
      nativeHistograms?: boolean;
    } = {},
  ) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new OpenMetricsSource({
      name: 'api',
      url: `http://127.0.0.1:${port}/metrics`,
      interval: 15_000,
      headers: { authorization: 'Bearer secret' },
      timeoutMs: 20_000,
      maxBytes: 1024 * 1024,
      ...changes,
    });
  }
  const page = (text: string, type = 'text/plain; version=0.0.4') =>
    source((_req, res) => res.setHeader('content-type', type).end(text));

  async function ask(of: OpenMetricsSource, query: string) {
    const { metrics, at } = await of.read([{ key: 'q', spec: { query } }], {
      now: NOW,
    });
    expect(at).toBe(NOW);
    return metrics.get('q')!;
  }
  const values = (reading: MetricReading | { problem: string }) =>
    'series' in reading
      ? reading.series.flatMap(({ samples }) => samples.map(s => s.value))
      : reading;

  const histogram = (les: Record<string, number>, path = '/') =>
    Object.entries(les)
      .map(([le, n]) => `d_bucket{path="${path}",le="${le}"} ${n}\n`)
      .join('');

  it('gives the series that a selector means', async () => {
    const api = await page(
      '# TYPE r counter\nr{code="200"} 5\nr{code="500"} 2\nr{code="503"} 1\nr{code="5"} 9\n# TYPE g gauge\ng 1.5\n',
    );
    expect(values(await ask(api, 'r{code=~"5.."}'))).toEqual([2, 1]);
    expect(values(await ask(api, 'r{code!~"5.*"}'))).toEqual([5]);
    expect(values(await ask(api, 'r{code!="200",other=""}'))).toEqual([
      2, 1, 9,
    ]);
    expect(values(await ask(api, 'nothing'))).toEqual([]);
    expect(await ask(api, 'g')).toMatchObject({ kind: 'gauge' });
  });

  it.each(['0.3', '0.30', '3e-1', '.3'])(
    'finds the edge 0.3 of a histogram as %s, and of several the sum',
    async le => {
      const api = await page(
        histogram({ '0.30': 4, '+Inf': 6 }) +
          histogram({ [le]: 1, '+Inf': 1 }, '/b'),
      );
      expect(values(await ask(api, `d_bucket{le="${le}"}`))).toEqual([4, 1]);
      expect(values(await ask(api, 'd_bucket{le="+Inf"}'))).toEqual([6, 1]);
    },
  );

  it.each([
    [{ '0.3': 1, '0.5': 2, '+Inf': 2 }, '0.4', 'edges are 0.3, 0.5'],
    [{ '0.3': 1, '0.5': 2 }, '0.3', 'no bucket +Inf'],
    [{ '0.3': 3, '0.5': 2, '+Inf': 3 }, '0.3', 'counts less up to 0.5'],
    [{ '0.3': 3, '0.30': 3, '+Inf': 3 }, '0.3', 'bucket 0.30 twice'],
  ])('says what is wrong with a histogram like %j', async (les, le, said) => {
    const api = await page(histogram(les));
    expect(await ask(api, `d_bucket{le="${le}"}`)).toEqual({
      problem: expect.stringContaining(said),
    });
  });

  it('refuses a series that stands there twice, and passes a time over that is far off', async () => {
    const twice = await page('r{a="1",b="2"} 5\nr{b="2",a="1"} 6\n');
    expect(await ask(twice, 'r')).toEqual({
      problem: 'r: the page has the same series twice',
    });
    const timed = await page(
      `r{a="1"} 5 ${NOW - 5_000}\nr{a="2"} 6 ${NOW - 3_600_000}\n`,
    );
    expect(await ask(timed, 'r')).toMatchObject({
      series: [{ samples: [{ at: NOW - 5_000, value: 5 }] }],
    });
  });

  it('sends what is configured along, and reads OpenMetrics with its own time', async () => {
    const asked: (string | undefined)[] = [];
    const api = await source((req, res) => {
      asked.push(req.headers.authorization, req.headers.accept);
      res.setHeader(
        'content-type',
        'application/openmetrics-text; version=1.0.0',
      );
      res.end(`r_total 5 ${(NOW - 2_500) / 1000} # {trace_id="x"} 1\n# EOF\n`);
    });
    expect(await ask(api, 'r_total')).toMatchObject({
      series: [{ samples: [{ at: NOW - 2_500, value: 5 }] }],
    });
    expect(asked).toEqual([
      'Bearer secret',
      expect.stringContaining('openmetrics-text'),
    ]);
  });

  it('asks for native histograms where it is told to, and takes what the service has', async () => {
    const asked: (string | undefined)[] = [];
    const native = pageOf([
      textField(1, 'd'),
      whole(3, 4),
      nested(4, nested(7, ...nativeOf([0.1, 0.4, 3], { schema: 2 }))),
    ]);
    const listener: RequestListener = (req, res) => {
      const accept = req.headers.accept ?? '';
      asked.push(accept.split(';')[0]);
      if (!accept.startsWith('application/vnd.google.protobuf')) {
        res.setHeader('content-type', 'text/plain').end('d_count 3\n');
        return;
      }
      res.setHeader(
        'content-type',
        'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited',
      );
      res.end(native);
    };
    const api = await source(listener, { nativeHistograms: true });
    expect(values(await ask(api, 'd_bucket{le="0.5"}'))).toEqual([2]);
    expect(values(await ask(api, 'd_count'))).toEqual([3]);
    const usual = await source(listener);
    expect(values(await ask(usual, 'd_count'))).toEqual([3]);
    expect(values(await ask(usual, 'd_bucket{le="0.5"}'))).toEqual([]);
    expect(new Set(asked)).toEqual(
      new Set([
        'application/vnd.google.protobuf',
        'application/openmetrics-text',
      ]),
    );
  });

  const trouble: [string, RequestListener, string][] = [
    ['is refused', (_req, res) => res.writeHead(403).end(), 'HTTP 403'],
    [
      'moved',
      (_req, res) =>
        res.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      'moved (HTTP 302)',
    ],
    [
      'is a page for people',
      (_req, res) => res.setHeader('content-type', 'text/html').end('<p>'),
      'no metrics',
    ],
    [
      'is half',
      (_req, res) => res.end('r 1\nr{a="1"}'),
      'part of it is missing',
    ],
    [
      'breaks off',
      (req, res) => res.write('r 1\n', () => req.destroy()),
      'cannot be reached',
    ],
    [
      'is too large',
      (_req, res) => res.end('#\n'.repeat(1024 * 1024)),
      'larger than 1 MB',
    ],
  ];
  it.each(trouble)(
    'that %s is trouble that names no host',
    async (_what, listener, said) => {
      const api = await source(listener);
      const error = await ask(api, 'r').catch(thrown => thrown);
      expect(error).toMatchObject({ name: 'SourceError' });
      expect(error.message).toContain(said);
      expect(error.message).not.toMatch(/127\.0\.0\.1|169\.254|secret/);
    },
  );

  it('that does not come in time is trouble, and 429 says how long to wait', async () => {
    const slow = await source(() => {}, { timeoutMs: 100 });
    await expect(ask(slow, 'r')).rejects.toThrow('within 0.1 s');
    const busy = await source((_req, res) =>
      res.writeHead(429, { 'retry-after': '30' }).end(),
    );
    await expect(ask(busy, 'r')).rejects.toMatchObject({
      retryAfterMs: 30_000,
    });
  });

  it.each([
    [{}, 'query is missing'],
    [{ query: 'rate(x[5m])' }, 'Character 5'],
    [{ query: 'x{a=~"("}' }, 'regular expression'],
    [{ query: 'x', url: 'http://elsewhere' }, 'There is no url here'],
  ])(
    'says when a metric is defined what is wrong with %j',
    async (spec, said) => {
      const api = await page('');
      expect(api.check(spec)).toContain(said);
      expect(api.check({ query: 'x{code=~"(5..)+"}' })).toBeUndefined();
    },
  );
});

describe('the configuration', () => {
  const read = (openmetrics: object[]) =>
    readSources(
      mockServices.rootConfig({
        data: { serviceLevels: { sources: { openmetrics } } } as never,
      }),
    );
  const api = { name: 'api', url: 'http://api/metrics' };

  it('names the sources there are; none is fine', () => {
    expect(readSources(mockServices.rootConfig())).toEqual([]);
    expect(read([{ ...api, interval: { minutes: 1 } }])).toMatchObject([
      { name: 'api', interval: 60_000 },
    ]);
  });

  it.each([
    [[api, api], 'names must be unique'],
    [[{ ...api, url: 'file:///etc/passwd' }], '[0].url: must be an http'],
    [[{ ...api, interval: { seconds: 0 } }], '[0].interval: must be from 1 s'],
    [[{ ...api, uri: 'x' }], 'openmetrics[0]'],
    [[{ ...api, name: 'My API' }], '[0].name'],
  ])('like %j is refused', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
