import { mockServices } from '@backstage/backend-test-utils';
import {
  barsOf,
  DEFINITION_VERSION,
  metricFilter,
} from '@countersign/plugin-service-logs-common';
import { LogCall } from '@countersign/plugin-service-logs-node';
import { FakeLoki } from './__testUtils__/FakeLoki';
import { narrowed, pipelineProblems } from './logql';
import { readSources } from './settings';

const entity = {
  entityRef: 'component:default/api',
  kind: 'Component',
  namespace: 'default',
  name: 'api',
};
const TEN = Date.UTC(2026, 10, 27, 10);
const nanos = (ms: number, more = 0) =>
  BigInt(TEN + ms) * 1_000_000n + BigInt(more);
const call = (ms = 10_000): LogCall => ({
  signal: new AbortController().signal,
  deadline: Date.now() + ms,
});
const hour = { entity, from: TEN, to: TEN + 3_600_000, filter: '' };

describe('logs in Loki', () => {
  let loki: FakeLoki;
  beforeEach(async () => {
    loki = await FakeLoki.start();
    loki.lines = Array.from({ length: 10 }, (_, i) => ({
      // Some have the very same nanosecond.
      at: nanos(Math.floor(i / 3) * 1000),
      labels: { app: 'api', level: i % 5 === 0 ? 'error' : 'info' },
      line: `line ${i}`,
    }));
  });
  afterEach(() => loki.stop());

  const source = (changes: object = {}) =>
    readSources(
      mockServices.rootConfig({
        data: {
          serviceLogs: {
            sources: {
              loki: [
                {
                  name: 'loki',
                  url: loki.url,
                  tenant: 'larkspur',
                  entities: [
                    { entityRef: entity.entityRef, selector: '{app="api"}' },
                  ],
                  ...changes,
                },
              ],
            },
          },
        },
      }),
    )[0];
  const bodies = ({ items }: { items: { body: string }[] }) =>
    items.map(({ body }) => body);

  it('come the newest first, each once, also where many have one nanosecond', async () => {
    loki.lines.push({
      at: nanos(5_000),
      labels: { app: 'other' },
      line: 'of another',
    });
    for (const limit of [1, 2, 3, 4, 7, 50]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await source().search({ ...hour, limit, cursor }, call());
        found.push(...bodies(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect([...found].sort()).toEqual(
        loki.lines.slice(0, 10).map(({ line }) => line),
      );
    }
    expect(loki.asked[0].tenant).toBe('larkspur');
  });

  it('are narrowed by what a reader writes, and by nothing else', async () => {
    const page = await source().search(
      { ...hour, filter: '|= "line 7"', limit: 5 },
      call(),
    );
    expect(page.items).toMatchObject([
      {
        body: 'line 7',
        severityNumber: 9,
        timestamp: '2026-11-27T10:00:02.000Z',
        attributes: { labels: { app: 'api' } },
      },
    ]);
    expect(loki.asked.at(-1)?.query.get('query')).toBe(
      '{app="api"} |= "line 7"',
    );
    await expect(
      source().search({ ...hour, filter: '{app="other"}', limit: 5 }, call()),
    ).rejects.toThrow('Begin with a stage');
  });

  it('are counted over time by their level', async () => {
    const bars = barsOf(hour.from, hour.from + 60_000);
    const { total, bars: counted } = await source().histogram(
      { ...hour, to: hour.from + 60_000, bars },
      call(),
    );
    expect(total).toBe(10);
    expect(counted[0].counts).toEqual([0, 0, 2, 0, 1, 0]);
  });

  it.each([
    ['httpRequest.latency', 0.3],
    ['labels.k8s/app', undefined],
    ['a "quoted" `{name}` # \\', 1e-7],
    ['..', -1],
    ['größe\n.0', 0.3],
  ])('are counted by a field of their JSON: %j', (value, le) => {
    const counted = metricFilter(
      {
        apiVersion: DEFINITION_VERSION,
        kind: 'LogMetric',
        metadata: { name: 'm' },
        spec: {
          ...{ entity: entity.entityRef, filter: '|= "/api/"' },
          ...{ type: 'distribution', value, buckets: [-1, 1e-7, 0.3] },
        },
        language: 'logql',
      },
      le,
    );
    expect(source().check((counted as { filter: string }).filter)).toEqual([]);
  });

  it('are followed, and shown around an entry', async () => {
    const { cursor } = await source().tail(
      { entity, filter: '', limit: 5 },
      call(),
    );
    const now = BigInt(Date.now()) * 1_000_000n;
    loki.lines = [
      { at: now, labels: { app: 'api' }, line: 'new' },
      { at: nanos(0), labels: { app: 'api' }, line: 'old' },
    ];
    const came = await source().tail(
      { entity, filter: '', limit: 5, cursor },
      call(),
    );
    expect(bodies(came)).toEqual(['new']);
    const again = await source().tail(
      { entity, filter: '', limit: 5, cursor: came.cursor },
      call(),
    );
    expect(bodies(again)).toEqual([]);

    loki.lines = [0, 1, 2, 3, 4].map(i => ({
      at: nanos(i),
      labels: { app: 'api', pod: i === 9 ? 'b' : 'a' },
      line: `line ${i}`,
    }));
    const { items } = await source().search(
      { ...hour, filter: '|= "line 2"', limit: 1 },
      call(),
    );
    const around = await source().context(
      { entity, id: items[0].id, before: 1, after: 9 },
      call(),
    );
    expect(bodies({ items: around })).toEqual([
      'line 1',
      'line 2',
      'line 3',
      'line 4',
    ]);
    expect(loki.asked.at(-1)?.query.get('query')).toBe(
      '{app="api", app="api", pod="a"}',
    );
  });

  it('show no secrets', async () => {
    loki.lines = [
      { at: nanos(0), labels: { app: 'api' }, line: 'password=hunter2x' },
    ];
    expect(
      bodies(await source().search({ ...hour, limit: 5 }, call())),
    ).toEqual(['password=(sensitive value)']);
  });

  it.each<[string, FakeLoki['instead'], string]>([
    [
      'is busy',
      res => res.writeHead(429, { 'retry-after': '30' }).end(),
      'asks not to be asked now',
    ],
    [
      'refuses the query',
      res => res.writeHead(400).end('parse error'),
      'does not take this query',
    ],
    [
      'answers half a page',
      res => res.end('{"status":"success","data":{"resultType":"str'),
      'is cut off',
    ],
    [
      'breaks off',
      res => res.write('{"sta', () => res.destroy()),
      'cannot be reached',
    ],
    [
      'answers with something else',
      res => res.end('{"status":"success","data":{}}'),
      'is not as its documentation says',
    ],
    [
      'moved',
      res => res.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      'moved',
    ],
    [
      'answers more than one takes',
      res => res.end('x'.repeat(2_000_000)),
      'larger than 1 MB',
    ],
  ])('that %s say so, and name no host', async (_what, instead, said) => {
    loki.instead = instead;
    const error = await source({ maxMegabytes: 1 })
      .search({ ...hour, limit: 5 }, call())
      .catch(thrown => thrown);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('127.0.0.1');
  });

  it('are not waited for beyond the deadline, nor once nobody waits', async () => {
    loki.instead = () => {};
    await expect(
      source().search({ ...hour, limit: 5 }, call(100)),
    ).rejects.toThrow('did not come within');
    const gone = new AbortController();
    loki.instead = () => gone.abort();
    await expect(
      source().search(
        { ...hour, limit: 5 },
        { signal: gone.signal, deadline: Date.now() + 9_000 },
      ),
    ).rejects.toThrow();
  });

  it.each([
    [{ url: 'file:///etc/passwd' }, 'loki[0].url'],
    [
      { entities: [{ entityRef: entity.entityRef, selector: 'app="api"' }] },
      'selector of LogQL',
    ],
    [
      { entities: [{ entityRef: entity.entityRef, selector: '{}' }] },
      'selector of LogQL',
    ],
    [{ adress: 'x' }, 'there is no adress'],
  ])('with a configuration like %j are refused', (changes, said) => {
    expect(() => source(changes)).toThrow(said);
  });
});

describe('a pipeline of LogQL', () => {
  it.each([
    '',
    '|= "timeout"',
    '| json | status >= 500',
    '!= `a {b}`',
    '|~ "a\\"}"',
    '| line_format "{{.x}}"',
  ])('%s is taken', text => expect(pipelineProblems(text)).toEqual([]));
  it.each([
    ['timeout', 0, 'Begin with a stage'],
    ['|= "a" or {app="b"}', 10, 'in quotes'],
    ['|= "a', 3, 'not closed'],
    ['|= "a" # {', 7, 'in quotes'],
    ['| json }', 7, 'in quotes'],
  ])('%s is refused where it is wrong', (text, from, said) => {
    expect(pipelineProblems(text)).toMatchObject([
      { from, message: expect.stringContaining(said) },
    ]);
  });
  it('is not widened by labels that an id names', () => {
    expect(
      narrowed('{app="api"}', { pod: 'a"} or {app="b', 'x} y': 'z' }),
    ).toBe('{app="api", pod="a\\"} or {app=\\"b"}');
  });
});
