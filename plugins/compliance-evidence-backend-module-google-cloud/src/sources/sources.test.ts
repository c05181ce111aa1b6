import { v2 } from '@google-cloud/logging';
import { AssetServiceClient } from '@google-cloud/asset';
import { MetricServiceClient } from '@google-cloud/monitoring';
import { status } from '@grpc/grpc-js';
import { startBigQuery } from '../__testUtils__/bigqueryServer';
import { CloudAnswer, Refusal, startCloud } from '../__testUtils__/cloudServer';
import { taken } from '../__testUtils__/taken';
import { AssetClient, assetSources } from './assetSource';
import { bigquerySources } from './bigquerySource';
import { loggingSources } from './loggingSource';
import { MonitoringClient, monitoringSources } from './monitoringSource';

jest.setTimeout(60_000);

const AT = { seconds: 1790805600, nanos: 120_000_000 };
const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const varint = (value: number): number[] =>
  value < 128
    ? [value]
    : [128 | value % 128, ...varint(Math.floor(value / 128))];
/** A field of a message with a length, as protocol buffers write it. */
const field = (number: number, value: string | Buffer) => {
  const bytes = Buffer.from(value);
  return Buffer.concat([
    Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]),
    bytes,
  ]);
};

describe('Cloud Logging', () => {
  const ask = async (answer: CloudAnswer, text: string, parameters = {}) => {
    const { options, requests, stop } = await startCloud({
      ListLogEntries: answer,
    });
    stops.push(stop);
    const client = new v2.LoggingServiceV2Client(options);
    stops.push(() => client.close());
    const found = taken(
      loggingSources(() => client),
      { resources: ['projects/larkspur-test'] },
      text,
      parameters,
    );
    return { found, requests };
  };

  it('gives entries as the API writes them, over all pages, with what parameters say in quotes', async () => {
    const { found, requests } = await ask(
      ({ pageToken }) =>
        pageToken
          ? { entries: [{ insertId: 'c', textPayload: 'last' }] }
          : {
              nextPageToken: 'more',
              entries: [
                {
                  logName: 'projects/larkspur-test/logs/run',
                  insertId: 'a',
                  timestamp: AT,
                  severity: 'ERROR',
                  resource: { type: 'run', labels: { service_name: 'pay' } },
                  httpRequest: {
                    status: 503,
                    latency: { seconds: 1, nanos: 5e8 },
                  },
                  jsonPayload: {
                    fields: {
                      code: { stringValue: 'LIMIT' },
                      tries: { numberValue: 2 },
                      none: { nullValue: 'NULL_VALUE' },
                      all: {
                        listValue: { values: [{ boolValue: true }] },
                      },
                    },
                  },
                },
                {
                  insertId: 'b',
                  protoPayload: {
                    type_url: 'type.googleapis.com/google.cloud.audit.AuditLog',
                    value: Buffer.concat([
                      field(3, field(1, 'ada@larkspur.example')),
                      field(8, 'SetIamPolicy'),
                      field(
                        15,
                        Buffer.concat([
                          field(
                            1,
                            'type.googleapis.com/google.iam.v1.logging.AuditData',
                          ),
                          field(
                            2,
                            field(
                              2,
                              field(
                                1,
                                Buffer.concat([
                                  Buffer.of(8, 1),
                                  field(2, 'roles/owner'),
                                  field(3, 'user:bo@larkspur.example'),
                                ]),
                              ),
                            ),
                          ),
                        ]),
                      ),
                      field(
                        16,
                        field(
                          1,
                          Buffer.concat([
                            field(1, 'x'),
                            field(2, field(3, 'y')),
                          ]),
                        ),
                      ),
                    ]),
                  },
                },
              ],
            },
      'timestamp >= ${from} AND resource.labels.service_name = ${services}',
      { from: '2026-09-30T22:00:00Z', services: ['pay', 'a" OR "'] },
    );
    const { records, completeness, format } = await found;
    expect(format).toBe('ndjson');
    expect(completeness).toEqual({ pages: 2, gaps: [] });
    expect(records).toEqual([
      {
        logName: 'projects/larkspur-test/logs/run',
        insertId: 'a',
        timestamp: '2026-09-30T22:00:00.12Z',
        severity: 'ERROR',
        resource: { type: 'run', labels: { service_name: 'pay' } },
        httpRequest: { status: 503, latency: '1.5s' },
        jsonPayload: { code: 'LIMIT', tries: 2, none: null, all: [true] },
      },
      {
        insertId: 'b',
        severity: 'DEFAULT',
        protoPayload: {
          '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
          authenticationInfo: { principalEmail: 'ada@larkspur.example' },
          methodName: 'SetIamPolicy',
          serviceData: {
            '@type': 'type.googleapis.com/google.iam.v1.logging.AuditData',
            policyDelta: {
              bindingDeltas: [
                {
                  action: 'ADD',
                  role: 'roles/owner',
                  member: 'user:bo@larkspur.example',
                },
              ],
            },
          },
          request: { x: 'y' },
        },
      },
      { insertId: 'c', severity: 'DEFAULT', textPayload: 'last' },
    ]);
    expect(requests[0]).toMatchObject({
      resourceNames: ['projects/larkspur-test'],
      orderBy: 'timestamp asc',
      filter:
        'timestamp >= "2026-09-30T22:00:00Z" AND resource.labels.service_name = ("pay" OR "a\\" OR \\"")',
    });
  });

  it.each([
    [
      status.INVALID_ARGUMENT,
      'InputError',
      'does not understand the query: bad',
    ],
    [status.PERMISSION_DENIED, 'Error', 'needs roles/logging.viewer'],
  ])('says what is wrong where it ends with %i', async (code, name, said) => {
    const { found } = await ask(() => {
      throw new Refusal(code, 'bad filter');
    }, 'x');
    await expect(found).rejects.toMatchObject({
      name,
      message: expect.stringContaining(said),
    });
  });

  it('does not follow pages in a circle', async () => {
    const { found } = await ask(() => ({ nextPageToken: 'same' }), 'x');
    await expect(found).rejects.toThrow('Page 3 leads back');
  });
});

describe('Cloud Monitoring', () => {
  const ask = async (answer: CloudAnswer, text: string, parameters = {}) => {
    const { options, requests, stop } = await startCloud({
      ListTimeSeries: answer,
    });
    stops.push(stop);
    const client = new MetricServiceClient(options);
    stops.push(() => client.close());
    const found = taken(
      monitoringSources(() => client as unknown as MonitoringClient),
      { project: 'larkspur-test' },
      text,
      parameters,
    );
    return { found, requests };
  };
  const query = [
    'filter: metric.type = "x/passed" AND',
    '  metric.labels.service = ${services}',
    'from: ${period_start}',
    'to: ${period_end}',
    'every: 300s',
    'align: ALIGN_MEAN',
    'reduce: REDUCE_SUM',
    'group by: metric.labels.service, resource.labels.zone',
  ].join('\n');
  const period = {
    services: ['pay'],
    period_start: '2026-09-30T22:00:00Z',
    period_end: '2026-10-01T22:00:00Z',
  };

  it('gives a record a point, aligned as the query says', async () => {
    const { found, requests } = await ask(
      () => ({
        timeSeries: [
          {
            metric: { type: 'x/passed', labels: { service: 'pay' } },
            valueType: 'INT64',
            points: [
              {
                interval: { startTime: AT, endTime: AT },
                value: { int64Value: '7' },
              },
              { interval: { endTime: AT }, value: { doubleValue: 0 } },
              { interval: { endTime: AT }, value: { boolValue: false } },
            ],
          },
        ],
      }),
      query,
      period,
    );
    const { records } = await found;
    expect(records.map(({ point }) => point.value)).toEqual([7, 0, false]);
    expect(records[0]).toMatchObject({
      metric: { type: 'x/passed', labels: { service: 'pay' } },
      valueType: 'INT64',
      point: { endTime: '2026-09-30T22:00:00.12Z' },
    });
    expect(requests[0]).toMatchObject({
      name: 'projects/larkspur-test',
      filter:
        'metric.type = "x/passed" AND metric.labels.service = one_of("pay")',
      interval: { startTime: { seconds: '1790805600' } },
      aggregation: {
        alignmentPeriod: { seconds: '300' },
        perSeriesAligner: 'ALIGN_MEAN',
        crossSeriesReducer: 'REDUCE_SUM',
        groupByFields: ['metric.labels.service', 'resource.labels.zone'],
      },
    });
  });

  it('takes nothing of an answer that is a part of it', async () => {
    const { found } = await ask(
      () => ({ executionErrors: [{ code: 4 }] }),
      query,
      period,
    );
    await expect(found).rejects.toThrow('a part of its data only');
  });

  it.each([
    ['filters: x', 'did you mean filter'],
    ['filter: x\nfrom: ${period_start}', 'needs a line to'],
    [
      'filter: x\nfrom: soon\nto: ${period_end}',
      'from must be a date and time',
    ],
    [
      'filter: x\nfrom: ${period_end}\nto: ${period_start}',
      'ends before it begins',
    ],
    ['filter: ${nobody}', 'asks for ${nobody}, which the run does not have'],
  ])('says what is wrong with %j', async (text, said) => {
    const { found } = await ask(() => ({}), text, period);
    await expect(found).rejects.toThrow(said);
  });
});

describe('Asset Inventory', () => {
  const ask = async (answer: CloudAnswer, text: string, parameters = {}) => {
    const { options, requests, stop } = await startCloud({
      ListAssets: answer,
    });
    stops.push(stop);
    const client = new AssetServiceClient(options);
    stops.push(() => client.close());
    const found = taken(
      assetSources(() => client as unknown as AssetClient),
      { parent: 'organizations/1' },
      text,
      parameters,
    );
    return { found, requests };
  };
  const HOUR = 3_600_000;

  it('gives policies with their conditions, as they were at that moment', async () => {
    const at = new Date(Date.now() - HOUR);
    const { found, requests } = await ask(
      ({ readTime }) => ({
        readTime,
        assets: [
          {
            name: '//cloudresourcemanager.googleapis.com/projects/pay',
            assetType: 'cloudresourcemanager.googleapis.com/Project',
            iamPolicy: {
              version: 3,
              bindings: [
                {
                  role: 'roles/owner',
                  members: ['user:ada@larkspur.example'],
                  condition: { title: 'short', expression: 'true' },
                },
              ],
            },
          },
        ],
      }),
      'content: iam-policies\nat: ${period_end}\ntypes: ${types}',
      { period_end: at.toISOString(), types: ['a/B', 'c/D'] },
    );
    const { records, asOf } = await found;
    expect(Date.parse(asOf)).toBe(Math.floor(at.getTime() / 1000) * 1000);
    expect(records).toEqual([
      {
        name: '//cloudresourcemanager.googleapis.com/projects/pay',
        assetType: 'cloudresourcemanager.googleapis.com/Project',
        iamPolicy: {
          version: 3,
          bindings: [
            {
              role: 'roles/owner',
              members: ['user:ada@larkspur.example'],
              condition: { title: 'short', expression: 'true' },
            },
          ],
        },
      },
    ]);
    expect(requests[0]).toMatchObject({
      parent: 'organizations/1',
      contentType: 'IAM_POLICY',
      assetTypes: ['a/B', 'c/D'],
    });
  });

  it('says what of the moment cannot be had', async () => {
    const query = (at: number) =>
      ask(() => ({}), `content: resources\nat: ${new Date(at).toISOString()}`);
    const later = await query(Date.now() + HOUR);
    expect((await later.found).completeness.gaps).toEqual([
      expect.stringContaining('is still to come'),
    ]);
    const longAgo = await query(Date.now() - 40 * 24 * HOUR);
    await expect(longAgo.found).rejects.toThrow('remembers 35 days');
    const wrong = await ask(() => ({}), 'content: resource\nat: 2026-01-01');
    await expect(wrong.found).rejects.toThrow('did you mean resources');
  });
});

describe('BigQuery', () => {
  const ask = async (
    answers: Parameters<typeof startBigQuery>[0],
    text: string,
    parameters = {},
  ) => {
    const { client, jobs, stop } = await startBigQuery(answers);
    stops.push(stop);
    const found = taken(
      bigquerySources(() => client),
      { project: 'larkspur-test', maximumBytes: 4096 },
      text,
      parameters,
    );
    return { found, jobs };
  };
  const schema = {
    fields: [
      { name: 'id', type: 'INTEGER' },
      { name: 'cost', type: 'NUMERIC' },
      { name: 'at', type: 'TIMESTAMP' },
      { name: 'who', type: 'STRING' },
      { name: 'tags', type: 'STRING', mode: 'REPEATED' },
      {
        name: 'unit',
        type: 'RECORD',
        fields: [{ name: 'on', type: 'BOOLEAN' }],
      },
    ],
  };
  const row = (id: string) => ({
    f: [
      { v: id },
      { v: '0.10' },
      { v: '1790805600123456' },
      { v: null },
      { v: [{ v: 'a' }, { v: 'b"' }] },
      { v: { f: [{ v: 'true' }] } },
    ],
  });

  it('keeps every digit of the result, and the statistics of the job', async () => {
    const { found, jobs } = await ask(
      {
        pages: [
          {
            schema,
            totalRows: '2',
            pageToken: '1',
            rows: [row('9007199254740993')],
          },
          { schema, totalRows: '2', rows: [row('2')] },
        ],
      },
      'SELECT * FROM t WHERE at < TIMESTAMP(${period_end}) AND k IN UNNEST(${keys})',
      { period_end: '2026-10-01', keys: ['a', "'; --"] },
    );
    const { text, completeness, asOf } = await found;
    expect(text.split('\n')[0]).toBe(
      '{"id":9007199254740993,"cost":0.10,"at":"2026-09-30T22:00:00.123456Z","who":null,"tags":["a","b\\""],"unit":{"on":true}}',
    );
    expect(asOf).toBe('2026-09-30T22:00:00.000Z');
    expect(completeness).toEqual({
      stated: 2,
      pages: 2,
      gaps: [],
      statistics: {
        job: jobs[1].jobReference?.jobId,
        location: 'EU',
        started: '2026-09-30T22:00:00.000Z',
        ended: '2026-09-30T22:00:01.500Z',
        'bytes processed': '2048',
        'bytes billed': '10485760',
        'from the cache': 'false',
      },
    });
    expect(jobs.map(({ configuration }) => configuration.dryRun)).toEqual([
      true,
      undefined,
    ]);
    const { query, queryParameters, maximumBytesBilled } =
      jobs[1].configuration.query;
    expect(query).toBe(
      'SELECT * FROM t WHERE at < TIMESTAMP(@period_end) AND k IN UNNEST(@keys)',
    );
    expect(maximumBytesBilled).toBe('4096');
    expect(queryParameters).toHaveLength(2);
  });

  it('runs nothing that writes, or that reads more than is allowed', async () => {
    const writes = await ask(
      { statementType: 'DELETE', pages: [] },
      'DELETE FROM t WHERE true',
    );
    await expect(writes.found).rejects.toThrow('of the type DELETE');
    const large = await ask(
      { totalBytesProcessed: '5000', pages: [] },
      'SELECT 1',
    );
    await expect(large.found).rejects.toThrow(
      'would read 5000 bytes, and maximumBytes of the source is 4096',
    );
    for (const { jobs } of [writes, large]) expect(jobs).toHaveLength(1);
  });

  it('says what BigQuery says of a query that is wrong', async () => {
    const { found } = await ask(
      { pages: [], refusal: { code: 400, message: 'Unrecognized name: x' } },
      'SELECT x',
    );
    await expect(found).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('Unrecognized name: x'),
    });
  });
});
