import { mockServices } from '@backstage/backend-test-utils';
import { barsOf } from '@countersign/plugin-service-logs-common';
import { LogCall } from '@countersign/plugin-service-logs-node';
import { Logging } from '@google-cloud/logging';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import {
  cloudEntry,
  FakeCloudLogging,
  Refusal,
} from './__testUtils__/FakeCloudLogging';
import { filterProblems } from './language';
import { readSources } from './settings';

jest.setTimeout(120_000);

const entity = {
  entityRef: 'component:default/api',
  kind: 'Component',
  namespace: 'default',
  name: 'api',
};
const own = 'resource.labels.service_name="api"';
const TEN = Date.UTC(2026, 10, 27, 10);
const hour = { entity, from: TEN, to: TEN + 3_600_000, filter: '' };
const call = (ms = 20_000): LogCall => ({
  signal: new AbortController().signal,
  deadline: Date.now() + ms,
});
const bodies = ({ items }: { items: { body: string }[] }) =>
  items.map(({ body }) => body);

describe('logs in Cloud Logging', () => {
  let cloud: FakeCloudLogging;
  beforeEach(async () => {
    cloud = await FakeCloudLogging.start();
  });
  afterEach(() => cloud.stop());

  const source = (changes: object = {}) =>
    readSources(
      mockServices.rootConfig({
        data: {
          serviceLogs: {
            sources: {
              googleCloudLogging: [
                {
                  name: 'cloud',
                  project: 'larkspur-test',
                  entities: [{ entityRef: entity.entityRef, filter: own }],
                  ...changes,
                },
              ],
            },
          },
        },
      }),
      options => new Logging({ ...options, ...cloud.options }),
    )[0];

  it('come the newest first, through pages that are empty and not the last', async () => {
    cloud.answer = ({ pageToken }) =>
      ({
        '': { nextPageToken: 'empty' },
        empty: {
          entries: [cloudEntry(TEN + 2_000), cloudEntry(TEN + 1_000)],
          nextPageToken: 'last',
        },
        last: { entries: [cloudEntry(TEN)] },
      }[pageToken] ?? {});
    const page = await source().search(
      { ...hour, filter: 'severity>=ERROR OR "time out"', limit: 2 },
      call(),
    );
    expect(bodies(page)).toEqual([`at ${TEN + 2_000}`, `at ${TEN + 1_000}`]);
    expect(page).toMatchObject({ complete: true, searchedTo: TEN + 1_000 });
    const rest = await source().search(
      { ...hour, limit: 2, cursor: page.nextCursor },
      call(),
    );
    expect(bodies(rest)).toEqual([`at ${TEN}`]);
    expect(rest.nextCursor).toBeUndefined();
    expect(cloud.asked[0]).toMatchObject({
      resourceNames: ['projects/larkspur-test'],
      orderBy: 'timestamp desc',
      pageSize: 2,
      filter: `(${own}) AND (timestamp>="2026-11-27T10:00:00.000Z") AND (timestamp<"2026-11-27T11:00:00.000Z") AND (severity>=ERROR OR "time out")`,
    });
  });

  it('have fields, trace and severity, and show no secrets', async () => {
    cloud.answer = () => ({
      entries: [
        cloudEntry(TEN, {
          textPayload: undefined,
          jsonPayload: {
            fields: {
              message: { stringValue: 'login password=hunter2x' },
              user: {
                structValue: { fields: { id: { numberValue: 7 } } },
              },
            },
          },
          severity: 'WARNING',
          trace: 'projects/larkspur-test/traces/4bf92f35',
          spanId: '00f067aa',
          httpRequest: {
            requestMethod: 'GET',
            status: 503,
            latency: { seconds: 1, nanos: 500_000_000 },
          },
          labels: { instance: 'a' },
        }),
      ],
    });
    const { items } = await source().search({ ...hour, limit: 5 }, call());
    expect(items).toMatchObject([
      {
        timestamp: '2026-11-27T10:00:00.000Z',
        severityNumber: 13,
        severityText: 'WARNING',
        body: 'login password=(sensitive value)',
        traceId: '4bf92f35',
        spanId: '00f067aa',
        attributes: {
          user: { id: 7 },
          httpRequest: { requestMethod: 'GET', status: 503, latency: '1.5s' },
          labels: { instance: 'a' },
        },
      },
    ]);
  });

  it('are counted as far as a chart may read, which says so', async () => {
    let at = TEN + 3_000_000;
    cloud.answer = () => ({
      entries: Array.from({ length: 10 }, () => cloudEntry((at -= 1_000))),
      nextPageToken: 'more',
    });
    const bars = barsOf(hour.from, hour.to);
    const counted = await source().histogram({ ...hour, bars }, call());
    expect(cloud.asked).toHaveLength(5);
    expect(counted).toMatchObject({
      total: 50,
      complete: false,
      countedFrom: new Date(TEN + 2_950_000).toISOString(),
    });
    cloud.answer = () => ({
      entries: [cloudEntry(TEN, { severity: 'ERROR' })],
    });
    const all = await source().histogram({ ...hour, bars }, call());
    expect(all).toMatchObject({ total: 1, complete: true });
    expect(all.bars[0].counts).toEqual([0, 0, 0, 0, 1, 0]);
  });

  it('show what stands around an entry in its log, each once', async () => {
    const at = (n: number) => cloudEntry(TEN + n);
    cloud.answer = ({ orderBy }) => ({
      entries: orderBy.endsWith('desc')
        ? [at(2), at(1), at(0)]
        : [at(2), at(3), at(4)],
    });
    const { items } = await source().search({ ...hour, limit: 1 }, call());
    const around = await source().context(
      { entity, id: items[0].id, before: 2, after: 1 },
      call(),
    );
    expect(bodies({ items: around })).toEqual(
      [0, 1, 2, 3].map(n => `at ${TEN + n}`),
    );
    expect(cloud.asked.at(-1)!.filter).toContain(
      '(logName="projects/larkspur-test/logs/run.googleapis.com%2Fstdout")',
    );
    await expect(
      source().context({ entity, id: 'x', before: 1, after: 1 }, call()),
    ).rejects.toThrow('as it is');
  });

  it('are followed: each once, what comes late too, and asked for seldom', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(TEN);
    try {
      const follow = (cursor?: string) =>
        source().tail(
          { entity, filter: '', limit: 50, cursor },
          { ...call(), deadline: TEN + 3_600_000 },
        );
      const begun = await follow();
      clock.mockReturnValue(TEN + 2_000);
      expect(await follow(begun.cursor)).toEqual({
        items: [],
        cursor: begun.cursor,
        skipped: false,
      });
      expect(cloud.asked).toHaveLength(0);
      clock.mockReturnValue(TEN + 6_000);
      cloud.answer = () => ({
        entries: [cloudEntry(TEN + 5_000), cloudEntry(TEN + 1_000)],
      });
      const first = await follow(begun.cursor);
      expect(bodies(first)).toEqual([`at ${TEN + 1_000}`, `at ${TEN + 5_000}`]);
      clock.mockReturnValue(TEN + 12_000);
      cloud.answer = () => ({
        entries: [
          cloudEntry(TEN + 9_000),
          cloudEntry(TEN + 5_000),
          cloudEntry(TEN + 4_000),
          cloudEntry(TEN + 1_000),
        ],
      });
      const second = await follow(first.cursor);
      expect(bodies(second)).toEqual([
        `at ${TEN + 4_000}`,
        `at ${TEN + 9_000}`,
      ]);
    } finally {
      clock.mockRestore();
    }
  });

  it.each([
    [status.RESOURCE_EXHAUSTED, 'asks not to be asked now'],
    [status.PERMISSION_DENIED, 'roles/logging.viewer'],
    [status.NOT_FOUND, 'no such project'],
    [status.UNAVAILABLE, 'cannot be reached'],
    [status.INVALID_ARGUMENT, 'does not take this filter'],
    [status.INTERNAL, 'failed to answer'],
  ])('that end with %i say so once, and name no host', async (code, said) => {
    cloud.answer = () => {
      throw new Refusal(code);
    };
    const error = await source()
      .search({ ...hour, limit: 5 }, call())
      .catch(thrown => thrown);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('10.1.2.3');
    expect(cloud.asked).toHaveLength(1);
  });

  it('are not waited for beyond the deadline, nor once nobody waits', async () => {
    cloud.answer = () => new Promise(() => {});
    await expect(
      source().search({ ...hour, limit: 5 }, call(200)),
    ).rejects.toThrow('did not come in time');
    const gone = new AbortController();
    cloud.answer = () => {
      gone.abort(new Error('gone'));
      return new Promise(() => {});
    };
    await expect(
      source().search(
        { ...hour, limit: 5 },
        { signal: gone.signal, deadline: Date.now() + 20_000 },
      ),
    ).rejects.toThrow('gone');
  });

  it.each([
    [{ project: 'a/b' }, 'id of a project'],
    [{ resources: ['larkspur'] }, 'projects/larkspur-prod'],
    [
      { entities: [{ entityRef: entity.entityRef, filter: 'a=' }] },
      'filter of Cloud Logging',
    ],
    [
      { entities: [{ entityRef: entity.entityRef, filter: ' ' }] },
      'finds everything',
    ],
    [{ projekt: 'x' }, 'there is no projekt'],
  ])('with a configuration like %j are refused', (changes, said) => {
    expect(() => source(changes)).toThrow(said);
  });
});

describe('a filter of Cloud Logging', () => {
  it.each([
    '',
    'timeout',
    'severity>=ERROR (httpRequest.status>=500 -httpRequest.requestUrl:"/health")',
    'resource.type="cloud_run_revision" AND NOT jsonPayload.message=~"took \\\\d{4,} ms"',
    'labels."k8s-pod/app"="checkout"',
    'severity=(ERROR OR "CRITICAL")',
    'timestamp>=2026-11-27T10:00:00Z',
    'ip_in_net(jsonPayload.address, "10.0.0.0/8") AND sample(insertId, 0.25)',
    'jsonPayload.count>-5',
    'trace:"4bf9" OR\n"connection reset"',
  ])('%s is taken', text => expect(filterProblems(text)).toEqual([]));

  it.each([
    ['severity>=EROR', 10, 'Severities are'],
    ['severity>=', 8, 'After >= stands'],
    ['a=1 AND', 7, 'is missing here'],
    ['OR a=1', 0, 'is missing here'],
    ['(a=1', 0, 'not closed'],
    ['a=1) OR (b=2', 3, 'No bracket is open'],
    ['a="1', 2, 'quote is not closed'],
    ["a='1'", 2, 'double quotes'],
    ['a=1 -- and more', 4, 'comment'],
    ['timestamp>yesterday', 10, 'A time is such as'],
  ])('%s is refused where it is wrong', (text, from, said) => {
    expect(filterProblems(text)).toMatchObject([
      { from, message: expect.stringContaining(said) },
    ]);
  });

  it('that passes stands on its own: in brackets it widens nothing', () => {
    const piece = fc.constantFrom(
      ...['(', ')', '"', "'", '\\', '--', '\n', ' ', 'OR', 'AND', 'NOT', '-'],
      ...['a', '=', '"b"', ':', '>=', ',', 'x(', '.', '#', ' OR ', 'a=1'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
        const text = pieces.join('');
        if (filterProblems(text).length > 0) return;
        // As Cloud Logging reads it: what is in double quotes aside, brackets are even and never close what they did not open.
        const bare = text.replace(/"(\\[^]|[^"\\])*"/g, '');
        expect(bare).not.toMatch(/["'\\]|--/);
        let depth = 0;
        for (const character of bare) {
          if (character === '(') depth++;
          if (character === ')') depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });
});
