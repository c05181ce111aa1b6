import { mockServices } from '@backstage/backend-test-utils';
import {
  MetricQuery,
  MetricUse,
} from '@countersign/plugin-service-levels-node';
import { protos } from '@google-cloud/monitoring';
import { status } from '@grpc/grpc-js';
import { CloudAnswers, Refusal, startCloud } from './__testUtils__/cloudServer';
import { CloudMonitoringSource } from './CloudMonitoringSource';
import { CustomMetric } from './CustomMetric';
import { readSources } from './settings';

const NOW = Date.UTC(2026, 10, 2, 9, 0, 20);
const MINUTE = 60_000;
/** The last whole minute that nothing is hidden of. */
const AT = Date.UTC(2026, 10, 2, 8, 56);

type TimeSeries = protos.google.monitoring.v3.ITimeSeries;

jest.setTimeout(240_000);

describe('Google Cloud Monitoring', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function cloud(answers: CloudAnswers) {
    const requests: protos.google.monitoring.v3.IListTimeSeriesRequest[] = [];
    const { client, stop } = await startCloud({
      ...answers,
      list: request => {
        requests.push(request);
        return answers.list?.(request) ?? {};
      },
    });
    stops.push(stop);
    const source = new CloudMonitoringSource(
      {
        name: 'cloud',
        project: 'larkspur-test',
        interval: MINUTE,
        delay: 4 * MINUTE,
        timeoutMs: 5_000,
        catchUpMs: 6 * 60 * MINUTE,
      },
      client,
    );
    const read = async (...queries: MetricQuery[]) =>
      (await source.read(queries, { now: NOW })).metrics;
    return { client, source, read, requests };
  }

  const query = (
    key: string,
    spec: Record<string, unknown>,
    use: Partial<MetricUse> = {},
  ): MetricQuery => ({
    key,
    spec,
    readTo: AT - 2 * MINUTE,
    uses: [{ objective: 'pay', role: 'bad', counter: true, ...use }],
  });
  const requestCount = (service: string, code: string | string[]) => ({
    metric: 'run.googleapis.com/request_count',
    resource: 'cloud_run_revision',
    labels: {
      'resource.labels.service_name': service,
      'metric.labels.response_code_class': code,
    },
  });
  const point = (
    at: number,
    value: protos.google.monitoring.v3.ITypedValue,
  ): protos.google.monitoring.v3.IPoint => ({
    interval: {
      startTime: { seconds: (at - MINUTE) / 1000 },
      endTime: { seconds: at / 1000 },
    },
    value,
  });
  /** As they come: newest first. */
  const series = (
    service: string,
    code: string,
    ...counts: [at: number, count: number][]
  ): TimeSeries => ({
    metric: { labels: { response_code_class: code } },
    resource: { labels: { service_name: service } },
    points: counts.map(([at, int64Value]) => point(at, { int64Value })),
  });

  it('asks once for all metrics of a type, aligned and settled, and follows the pages', async () => {
    const { read, requests } = await cloud({
      list: ({ pageToken }) =>
        pageToken
          ? { timeSeries: [series('a"b', '5xx', [AT, 1])] }
          : {
              nextPageToken: 'more',
              timeSeries: [
                series('pay', '5xx', [AT, 2], [AT - MINUTE, 3]),
                series('pay', '4xx', [AT, 5]),
              ],
            },
    });
    const found = await read(
      query('pay', requestCount('pay', ['4xx', '5xx'])),
      query('pay5', requestCount('pay', '5xx')),
      query('quoted', requestCount('a"b', '5xx')),
    );
    expect(found.get('pay5')).toEqual({
      kind: 'counts',
      counts: [
        { at: AT - MINUTE, value: 3 },
        { at: AT, value: 2 },
      ],
    });
    expect(found.get('pay')).toMatchObject({ counts: { length: 3 } });
    expect(found.get('quoted')).toMatchObject({ counts: [{ value: 1 }] });
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({
      name: 'projects/larkspur-test',
      filter:
        'metric.type = "run.googleapis.com/request_count" AND resource.type = "cloud_run_revision" AND metric.labels.response_code_class = one_of("4xx", "5xx") AND resource.labels.service_name = one_of("pay", "a\\"b")',
      pageSize: 100_000,
      aggregation: {
        alignmentPeriod: { seconds: '60' },
        perSeriesAligner: 'ALIGN_DELTA',
        crossSeriesReducer: 'REDUCE_SUM',
        groupByFields: [
          'metric.labels.response_code_class',
          'resource.labels.service_name',
        ],
      },
      interval: {
        startTime: { seconds: String((AT - 2 * MINUTE) / 1000) },
        endTime: { seconds: String(AT / 1000) },
      },
    });
  });

  it('counts a distribution up to an edge, and names the nearest ones where it is none', async () => {
    const value = {
      distributionValue: {
        count: 10,
        bucketCounts: [1, 2, 4, 3],
        bucketOptions: { explicitBuckets: { bounds: [100, 300, 500] } },
      },
    };
    const exponential = {
      distributionValue: {
        count: 4,
        bucketCounts: [0, 1, 1, 2],
        bucketOptions: {
          exponentialBuckets: {
            numFiniteBuckets: 4,
            scale: 1,
            growthFactor: 1.4,
          },
        },
      },
    };
    const { read } = await cloud({
      list: ({ filter }) => ({
        timeSeries: [
          {
            points: [point(AT, filter!.includes('exp') ? exponential : value)],
          },
        ],
      }),
    });
    const found = await read(
      query('good', { metric: 'x/latencies', upTo: 300 }),
      query('all', { metric: 'x/latencies' }),
      query('between', { metric: 'x/latencies', upTo: 250 }),
      query('power', { metric: 'x/exp', upTo: 1.4 ** 2 }),
    );
    const counts = (count: number) => ({
      kind: 'counts',
      counts: [{ at: AT, value: count }],
    });
    expect(found.get('good')).toEqual(counts(3));
    expect(found.get('all')).toEqual(counts(10));
    expect(found.get('power')).toEqual(counts(2));
    expect(found.get('between')).toEqual({
      problem: expect.stringContaining('nearest are 100, 300, 500'),
    });
  });

  it('reads an objective that Cloud Monitoring has itself', async () => {
    const nativeSlo =
      'projects/larkspur-test/services/pay/serviceLevelObjectives/up';
    const { read, source, requests } = await cloud({
      list: () => ({
        timeSeries: [
          ['good', 97],
          ['bad', 3],
        ].map(([type, n]) => ({
          metric: { labels: { event_type: String(type) } },
          points: [point(AT, { int64Value: Number(n) })],
        })),
      }),
    });
    const found = await read(
      query('bad', { nativeSlo, events: 'bad' }),
      query('all', { nativeSlo, events: 'total' }),
    );
    expect(found.get('bad')).toMatchObject({ counts: [{ value: 3 }] });
    expect(found.get('all')).toMatchObject({
      counts: [{ value: 97 }, { value: 3 }],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0].filter).toBe(`select_slo_counts("${nativeSlo}")`);
    expect(
      source.check({
        nativeSlo: nativeSlo.replace('larkspur-test', 'other'),
        events: 'bad',
      }),
    ).toContain('another project');
  });

  it.each([
    [status.RESOURCE_EXHAUSTED, 'not to be asked now', 60_000],
    [status.PERMISSION_DENIED, 'roles/monitoring.viewer', undefined],
    [status.UNAVAILABLE, 'cannot be reached', undefined],
    [status.INTERNAL, 'failed to answer', undefined],
  ])('has nothing to say where it ends with %i', async (code, said, pause) => {
    const { read, requests } = await cloud({
      list: () => {
        throw new Refusal(code);
      },
    });
    const failure = await read(query('q', { metric: 'x/y' })).catch(e => e);
    expect(failure).toMatchObject({ name: 'SourceError', retryAfterMs: pause });
    expect(failure.message).toContain(said);
    expect(failure.message).not.toContain('10.1.2.3');
    expect(requests).toHaveLength(1);
  });

  it('counts nothing of half an answer, of one given twice, or of a metric that does not count', async () => {
    const { read } = await cloud({
      list: ({ filter }) => {
        if (filter!.includes('gauge'))
          throw new Refusal(status.INVALID_ARGUMENT);
        return filter!.includes('half')
          ? { executionErrors: [{ code: 4 }] }
          : {
              timeSeries: [series('', '', [AT, 1]), series('', '', [AT, 1])],
            };
      },
    });
    const found = await read(
      query('gauge', { metric: 'x/gauge' }),
      query('half', { metric: 'x/half' }),
      query('twice', { metric: 'x/twice' }),
    );
    expect(['gauge', 'half', 'twice'].map(key => found.get(key))).toEqual([
      { problem: expect.stringContaining('DELTA or CUMULATIVE') },
      { problem: expect.stringContaining('a part of its data') },
      { problem: expect.stringContaining('same series twice') },
    ]);
  });

  it('writes a metric of a service itself, as a count that stands whatever is lost, and reads it', async () => {
    const written: protos.google.monitoring.v3.ITimeSeries[] = [];
    const { client, read } = await cloud({
      create: ({ timeSeries }) => void written.push(...(timeSeries ?? [])),
      list: ({ filter }) => ({
        timeSeries: written
          .filter(({ metric }) => filter!.includes(`"${metric!.type}"`))
          .map(each => ({
            metric: each.metric,
            points: [point(AT, each.points![0].value!)],
          })),
      }),
    });
    const failures = new CustomMetric({
      client,
      project: 'larkspur-test',
      name: 'checkout_failures',
      startedAt: AT - 10 * MINUTE,
    });
    failures.count({ reason: 'card' });
    failures.count({ reason: 'card' }, 2);
    await failures.write(AT);
    expect(written).toMatchObject([
      {
        metric: {
          type: 'custom.googleapis.com/checkout_failures',
          labels: { reason: 'card' },
        },
        resource: { type: 'global', labels: { project_id: 'larkspur-test' } },
        metricKind: 'CUMULATIVE',
        points: [{ value: { int64Value: '3' } }],
      },
    ]);
    const found = await read(
      query('failures', {
        metric: 'custom.googleapis.com/checkout_failures',
        labels: { 'metric.labels.reason': 'card' },
      }),
    );
    expect(found.get('failures')).toEqual({
      kind: 'counts',
      counts: [{ at: AT, value: 3 }],
    });
    expect(() => failures.count({}, -1)).toThrow('no number of events');
  });

  it('says what is wrong with a definition, and with the configuration', async () => {
    const { source } = await cloud({});
    expect(source.check({ metrik: 'x/y' })).toContain('did you mean metric');
    expect(source.check({ metric: 'x" OR "' })).toContain('must be a type');
    expect(source.check({ metric: 'x/y', labels: { code: '5xx' } })).toContain(
      'metric.labels.',
    );
    const sources = (given: object) =>
      readSources(
        mockServices.rootConfig({
          data: {
            serviceLevels: {
              sources: {
                googleCloudMonitoring: [
                  { name: 'a', project: 'larkspur-test', ...given },
                ],
              },
            },
          } as never,
        }),
      );
    expect(sources({})[0]).toMatchObject({ delay: 4 * MINUTE });
    expect(() => sources({ interval: { seconds: 10 } })).toThrow('from 60 s');
    expect(() => sources({ project: 'a/b' })).toThrow('id of a project');
  });
});
