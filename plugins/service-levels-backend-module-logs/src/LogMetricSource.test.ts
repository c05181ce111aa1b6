import { mockServices } from '@backstage/backend-test-utils';
import {
  LogHistogramQuery,
  LogMetricDefinition,
} from '@countersign/plugin-service-logs-common';
import { LogMetricSource } from './LogMetricSource';
import { readSettings } from './settings';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 27, 10, 5, 30);
const entity = 'component:default/api';
const definition = (spec: object): LogMetricDefinition =>
  ({
    apiVersion: 'countersign.dev/v1',
    kind: 'LogMetric',
    metadata: { name: 'm' },
    spec: { entity, filter: 'a OR b', ...spec },
  } as LogMetricDefinition);
const counter = definition({ type: 'counter' });
const distribution = definition({
  type: 'distribution',
  value: 'httpRequest.latency',
  buckets: [0.1, 0.3],
});

describe('log entries as a measurement', () => {
  const asked: LogHistogramQuery[] = [];
  let metric: LogMetricDefinition | Error;
  let complete: boolean;
  let refusal: Error | undefined;
  beforeEach(() => {
    asked.length = 0;
    metric = counter;
    complete = true;
    refusal = undefined;
  });

  const [settings] = readSettings(
    mockServices.rootConfig({
      data: { serviceLevels: { sources: { logs: [{ name: 'logs' }] } } },
    }),
  );
  const source = () =>
    new LogMetricSource(settings, {
      getMetric: async () => {
        if (metric instanceof Error) throw metric;
        return metric;
      },
      getHistogram: async query => {
        asked.push(query);
        if (refusal) throw refusal;
        const from = Date.parse(query.from);
        const minutes = (Date.parse(query.to) - from) / MINUTE;
        return {
          step: 60,
          total: minutes,
          complete,
          bars: Array.from({ length: minutes }, (_, i) => ({
            start: new Date(from + i * MINUTE).toISOString(),
            counts: [0, 0, i % 2, 0, 1, 0],
          })),
        };
      },
    });
  const read = async (spec: object, readTo?: number) => {
    const { at, metrics } = await source().read(
      [{ key: 'k', spec: { ...spec }, readTo }],
      { now: NOW },
    );
    return { at, answer: metrics.get('k') };
  };

  it('are counted by the minute, from where they were read to', async () => {
    const to = Date.UTC(2026, 10, 27, 10, 4);
    const { at, answer } = await read({ metric: 'm' }, to - 3 * MINUTE);
    expect(at).toBe(to);
    expect(answer).toEqual({
      kind: 'counts',
      counts: [
        { at: to - 2 * MINUTE, value: 1 },
        { at: to - MINUTE, value: 2 },
        { at: to, value: 1 },
      ],
    });
    expect(asked).toMatchObject([{ entityRef: entity, filter: 'a OR b' }]);
  });

  it('of a distribution are counted up to an edge, and all that have the value', async () => {
    metric = distribution;
    await read({ metric: 'm', le: 0.3 });
    await read({ metric: 'm' });
    expect(asked.map(({ filter }) => filter)).toEqual([
      '(a OR b) "httpRequest.latency"<=0.3',
      '(a OR b) "httpRequest.latency":*',
    ]);
  });

  it.each([
    [distribution, { metric: 'm', le: 0.2 }, 'its edges are 0.1, 0.3'],
    [counter, { metric: 'm', le: 0.2 }, 'has no edge'],
    [
      Object.assign(new Error('no'), { statusCode: 404 }),
      { metric: 'm' },
      'There is no metric m',
    ],
  ])(
    'that cannot be asked for are a problem of that metric alone: %#',
    async (given, spec, said) => {
      metric = given;
      expect((await read(spec)).answer).toEqual({
        problem: expect.stringContaining(said),
      });
    },
  );

  it('are not taken for all where they were not counted in time, or logs do not answer', async () => {
    complete = false;
    await expect(read({ metric: 'm' })).rejects.toThrow(
      'could not be counted in time',
    );
    metric = new Error('down');
    await expect(read({ metric: 'm' })).rejects.toThrow('do not answer');
  });

  it('that the source does not take are a problem of that metric alone, in its words', async () => {
    refusal = Object.assign(new Error('Request failed with 400'), {
      statusCode: 400,
      body: { error: { message: 'a pipeline begins with | or !' } },
    });
    expect((await read({ metric: 'm' })).answer).toEqual({
      problem: expect.stringContaining('a pipeline begins with | or !'),
    });
  });

  it('are checked when they are defined', () => {
    expect(source().check({ metric: 'm', le: 1 })).toBeUndefined();
    expect(source().check({ metrics: 'm' })).toContain('LogMetric');
  });
});
