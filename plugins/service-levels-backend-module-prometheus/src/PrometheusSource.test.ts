import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import {
  MetricQuery,
  MetricUse,
} from '@countersign/plugin-service-levels-node';
import { readSources } from './settings';

const NOW = Date.UTC(2026, 10, 2, 9);
const SCRAPE = 15_000;
/** The last scrape that can be read for good. */
const AT = NOW - 30_000;

type Point = [at: number, value: string];
interface Asked {
  path: string;
  form: URLSearchParams;
  headers: IncomingMessage['headers'];
}
/** What is to be answered as JSON; nothing where the answer is given already, or never. */
type Answer = (asked: Asked, res: ServerResponse) => unknown;

describe('a Prometheus', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  async function source(answer: Answer, changes: Record<string, unknown> = {}) {
    const asked: Asked[] = [];
    const server = createServer(async (req, res) => {
      let body = '';
      for await (const chunk of req) body += chunk;
      const request = {
        path: req.url!,
        form: new URLSearchParams(body),
        headers: req.headers,
      };
      asked.push(request);
      const said = answer(request, res);
      if (said !== undefined) res.end(JSON.stringify(said));
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const config = mockServices.rootConfig({
      data: {
        serviceLevels: {
          sources: {
            prometheus: [
              {
                name: 'metrics',
                url: `http://127.0.0.1:${port}/prometheus/`,
                timeout: { seconds: 2 },
                ...changes,
              },
            ],
          },
        },
      },
    });
    const [made] = readSources(config);
    return { made, asked };
  }

  const query = (
    text: string,
    use: Partial<MetricUse> = {},
    readTo: number | undefined = AT - 60_000,
  ): MetricQuery => ({
    key: text,
    spec: { query: text },
    readTo,
    uses: [{ objective: 'pay', role: 'bad', counter: true, ...use }],
  });
  const matrix = (...series: [Record<string, string>, Point[]][]) => ({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: series.map(([metric, points]) => ({
        metric,
        values: points.map(([at, value]) => [at / 1000, value]),
      })),
    },
  });
  const vector = (...metrics: Record<string, string>[]) => ({
    status: 'success',
    data: {
      resultType: 'vector',
      result: metrics.map(metric => ({ metric, value: [AT / 1000, '1'] })),
    },
  });
  const read = async (
    { made }: Awaited<ReturnType<typeof source>>,
    ...queries: MetricQuery[]
  ) => made.read(queries, { now: NOW });

  it('answers for many objectives of one shape by one query, quotes and dots included', async () => {
    const names = ['checkout', 'a"b\\c', 'x.y|z'];
    const points: Point[] = [[AT - SCRAPE, '3']];
    const api = await source(() =>
      matrix(...names.map((s): [{ s: string }, Point[]] => [{ s }, points])),
    );
    const selector = (s: string) =>
      `r_total{s=${JSON.stringify(s)},code=~"5.."}`;
    const { at, metrics } = await read(
      api,
      ...names.map(name => query(selector(name))),
      { ...query('other_total'), readTo: undefined },
    );
    expect(at).toBe(AT);
    for (const name of names) {
      expect(metrics.get(selector(name))).toEqual({
        kind: 'counts',
        counts: [{ at: AT - SCRAPE, value: 3 }],
      });
    }
    expect(api.asked).toHaveLength(2);
    const [{ path, form }, other] = api.asked;
    expect(path).toBe('/prometheus/api/v1/query_range');
    expect(form.get('query')).toMatch(/^sum by \(s\) \(/);
    expect(form.get('query')).toContain(
      String.raw`s=~"checkout|a\"b\\\\c|x\\.y\\|z"`,
    );
    // From the scrape after what was read; what is new begins with the latest scrape.
    expect([form.get('start'), form.get('end'), form.get('step')]).toEqual(
      [AT - 60_000 + SCRAPE, AT, SCRAPE].map(ms => String(ms / 1000)),
    );
    expect(other.form.get('start')).toBe(String(AT / 1000));
    // All end at one time: good and bad events of two moments would be no ratio.
    expect(other.form.get('end')).toBe(form.get('end'));
  });

  it('reads what happened while nobody read, by the hour, and no further back than it is told', async () => {
    const api = await source(
      ({ form }) => matrix([{}, [[Number(form.get('end')) * 1000, '1']]]),
      { catchUp: { hours: 3 } },
    );
    const { metrics } = await read(api, query('r', {}, AT - 86_400_000));
    expect(
      api.asked.map(({ form }) => AT / 1000 - Number(form.get('start'))),
    ).toEqual([3 * 3600 - 15, 2 * 3600 - 15, 3600 - 15]);
    expect(metrics.get('r')).toMatchObject({ counts: { length: 3 } });
  });

  it('sends what is configured along, and follows no redirect', async () => {
    const api = await source(() => matrix(), {
      tenant: 'shop',
      headers: { 'x-extra': 'yes' },
      auth: { username: 'portal', password: 'secret' },
    });
    await read(api, query('r'));
    expect(api.asked[0].headers).toMatchObject({
      'x-scope-orgid': 'shop',
      'x-extra': 'yes',
      authorization: `Basic ${Buffer.from('portal:secret').toString('base64')}`,
    });
    const moved = await source((_asked, res) => {
      res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    });
    await expect(read(moved, query('r'))).rejects.toThrow('has moved');
  });

  it.each([
    [429, { 'retry-after': '7' }, 'asks not to be asked now', 7_000],
    [401, {}, 'does not admit us', undefined],
    [404, {}, 'no API of Prometheus', undefined],
    [500, {}, 'refuses the answer', undefined],
  ])(
    'has nothing to say where it answers %i',
    async (status, headers, said, pause) => {
      const api = await source((_asked, res) => {
        res.writeHead(status, headers).end('dial tcp 10.1.2.3:9090: no');
      });
      const failure = await read(api, query('r')).catch(error => error);
      expect(failure).toMatchObject({ retryAfterMs: pause });
      expect(failure.message).toContain(said);
      expect(failure.message).not.toContain('10.1.2.3');
    },
  );

  it.each([
    ['no JSON', 'other than JSON', () => undefined],
    ['another JSON', 'otherwise than Prometheus', () => ({ hello: 1 })],
  ])('takes %s for no answer', async (_name, said, answer) => {
    const api = await source((_asked, res) => {
      const given = answer();
      res.end(given ? JSON.stringify(given) : '<html>');
    });
    await expect(read(api, query('r'))).rejects.toThrow(said);
  });

  it('gives up on what is slow', async () => {
    const api = await source(() => undefined, { timeout: { seconds: 0.2 } });
    await expect(read(api, query('r'))).rejects.toThrow('within 0.2 s');
  });

  it.each([
    [
      'the same series twice',
      'the same series twice',
      matrix([{}, [[AT, '1']]], [{}, [[AT, '1']]]),
    ],
    [
      'points out of order',
      'out of order',
      matrix([
        {},
        [
          [AT, '1'],
          [AT - SCRAPE, '1'],
        ],
      ]),
    ],
    [
      'a part of the data',
      'a part of its data only',
      { ...matrix([{}, [[AT, '1']]]), warnings: ['store 10.1.2.3 is down'] },
    ],
  ])('counts nothing of %s, and says so', async (_name, said, answer) => {
    const api = await source(() => answer);
    expect((await read(api, query('r'))).metrics.get('r')).toEqual({
      problem: expect.stringContaining(said),
    });
  });

  it('keeps a query that cannot be evaluated from taking others with it', async () => {
    const api = await source(({ form }, res) => {
      if (form.get('query')!.includes('bad_total')) {
        res.writeHead(422).end('{}');
        return undefined;
      }
      return matrix([{}, [[AT, '1']]]);
    });
    const { metrics } = await read(api, query('bad_total'), query('r'));
    expect(metrics.get('bad_total')).toEqual({
      problem: expect.stringContaining('cannot be evaluated'),
    });
    expect(metrics.get('r')).toMatchObject({ kind: 'counts' });
  });

  it('leaves out points that it did not ask for, and hands on what is no number for the counter to refuse', async () => {
    const api = await source(() =>
      matrix([
        {},
        [
          [AT - 60_000, '100'],
          [AT - SCRAPE, 'NaN'],
          [AT, '2'],
          [AT + SCRAPE, '100'],
        ],
      ]),
    );
    expect((await read(api, query('r'))).metrics.get('r')).toEqual({
      kind: 'counts',
      counts: [
        { at: AT - SCRAPE, value: NaN },
        { at: AT, value: 2 },
      ],
    });
  });

  it('takes no scrapes for no news, no errors for none, and does not look twice', async () => {
    const api = await source(() => matrix());
    const total = query('r', { role: 'total' });
    const { metrics } = await read(api, total, query('e'));
    expect(metrics.get('r')).toEqual({
      problem: expect.stringContaining('no sample of it'),
    });
    expect(metrics.get('e')).toEqual({ kind: 'counts', counts: [] });
    await api.made.read([total], { now: NOW + 60_000 });
    expect(api.asked.at(-1)!.form.get('start')).toBe(
      String((AT + SCRAPE) / 1000),
    );
  });

  it.each([
    ['0.3', [{ le: '0.30' }, { le: '+Inf' }], { kind: 'counts' }],
    [
      '0.4',
      [{ le: '0.3' }, { le: '1' }, { le: '+Inf' }],
      { problem: expect.stringContaining('edges are 0.3, 1') },
    ],
    [
      '0.3',
      [{ le: '0.3' }, { le: '1' }],
      { problem: expect.stringContaining('no bucket +Inf') },
    ],
  ])('knows whether %s is an edge of %j', async (le, edges, expected) => {
    const api = await source(({ path }) =>
      path.endsWith('query')
        ? vector(...edges)
        : matrix([{ le: '0.30' }, [[AT, '5']]]),
    );
    const text = `d_bucket{le="${le}"}`;
    const { metrics } = await read(api, query(text, { role: 'good' }));
    expect(metrics.get(text)).toMatchObject(expected);
    // Whoever considers a definition is told the same.
    const shown = await api.made.look([{ key: 'q', spec: { query: text } }], {
      now: NOW,
    });
    expect(shown.metrics.get('q')).toMatchObject(expected);
  });

  it('reads what rules recorded, of all objectives by one query', async () => {
    const name = (what: string) => `slo:${what}:step1m`;
    const rows: [Record<string, string>, Point[]][] = [
      [{ __name__: name('total'), slo: 'pay' }, [[AT - 7_000, '10']]],
      [{ __name__: name('bad'), slo: 'pay' }, [[AT - 7_000, '3']]],
      [{ __name__: name('total'), slo: 'ship' }, [[AT - 9_000, '4']]],
      [{ __name__: name('total'), slo: 'ship', r: '2' }, [[AT - 9_000, '4']]],
    ];
    const api = await source(() => matrix(...rows), { reads: 'recorded' });
    const { metrics } = await read(
      api,
      query('a', { role: 'total' }),
      query('b', { role: 'good' }),
      query('c', { objective: 'ship', role: 'total' }),
      query('d', { objective: 'none', role: 'total' }),
    );
    expect(api.asked).toHaveLength(1);
    const counts = (value: number) => ({
      kind: 'counts',
      counts: [{ at: AT - 7_000, value }],
    });
    expect([metrics.get('a'), metrics.get('b')]).toEqual([
      counts(10),
      counts(7),
    ]);
    expect(metrics.get('c')).toMatchObject({
      problem: expect.stringContaining('recorded twice'),
    });
    expect(metrics.get('d')).toMatchObject({
      problem: expect.stringContaining('Nothing is recorded'),
    });
  });

  it('refuses settings that contradict each other, and names them', () => {
    const sources = (given: object) =>
      readSources(
        mockServices.rootConfig({
          data: {
            serviceLevels: {
              sources: {
                prometheus: [{ name: 'a', url: 'http://a', ...given }],
              },
            },
          } as never,
        }),
      );
    expect(() =>
      sources({ auth: { bearerToken: 'x', username: 'y', password: 'z' } }),
    ).toThrow('must have one of bearerToken');
    expect(() => sources({ url: 'file:///etc' })).toThrow('http or https');
    expect(sources({})[0].check({ query: 'rate(x[5m])' })).toContain(
      'Write a metric and its labels',
    );
  });
});
