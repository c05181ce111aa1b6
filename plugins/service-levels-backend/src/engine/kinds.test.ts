import { TestDatabases } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import {
  checkout,
  dataSource,
  definitionEntity,
} from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const MINUTE = 60_000;
/** Half an hour before midnight in Berlin. */
const START = Date.UTC(2026, 10, 2, 22, 30);

const metric = (query: string) =>
  `{ metricSource: { metricSourceRef: api, spec: { query: ${query} } } }`;
const ratio = (of: string) =>
  `{ metadata: { name: ${of} }, spec: { ratioMetric: { counter: true, bad: ${metric(
    `${of}_bad`,
  )}, total: ${metric(`${of}_total`)} } } }`;
const objective = (of: string, more = '') =>
  `{ displayName: ${of}, target: 0.9, indicator: ${ratio(of)}${more} }`;

function slo(
  name: string,
  objectives: string[],
  options: { annotations?: string; method?: string; window?: string } = {},
) {
  const { annotations = '{}', method = 'Occurrences' } = options;
  const { window = '{ duration: 30d, isRolling: true }' } = options;
  const text = `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name}, displayName: All of ${name}, annotations: ${annotations} }
spec:
  service: checkout
  budgetingMethod: ${method}
  timeWindow: [${window}]
  objectives: [${objectives.join(', ')}]
`;
  expect(parse(text).metadata.name).toBe(name);
  return definitionEntity(name, text);
}

const annotation = (kind: string, more = '') =>
  `{ countersign.dev/composite: ${kind}${more} }`;
const both = [objective('a'), objective('b')];

const entities = [
  checkout,
  dataSource,
  slo('serial', both, {
    annotations: annotation(
      'serial',
      ", countersign.dev/composite-target: '0.999'",
    ),
  }),
  slo('parallel', both, { annotations: annotation('parallel') }),
  slo('weighted', [
    objective('a', ', compositeWeight: 3'),
    objective('b', ', compositeWeight: 1'),
  ]),
  slo('several', both),
  slo(
    'slices',
    [objective('a', ', timeSliceTarget: 0.95, timeSliceWindow: 5m')],
    {
      method: 'Timeslices',
    },
  ),
  slo('ratios', [objective('a', ', timeSliceWindow: 5m')], {
    method: 'RatioTimeslices',
  }),
  slo('day', [objective('a')], {
    window:
      "{ duration: 1d, calendar: { startTime: '2026-01-01 00:00:00', timeZone: Europe/Berlin } }",
  }),
  slo('odd', both, { annotations: annotation('sideways') }),
  slo('alone', [objective('a')], { annotations: annotation('serial') }),
];

describe('every kind of objective', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('is measured to its end, over a restart and midnight', async () => {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api', MINUTE);
    let now = START;
    const replica = (isFirst = false) =>
      startReplica(knex, {
        source,
        entities,
        clock: () => new Date(now),
        isFirst,
      });
    let current = await replica(true);
    await current.definitions.refresh();
    const run = async (from: number, to: number) => {
      for (let minute = from; minute <= to; minute++) {
        now = START + minute * MINUTE;
        const fails = (since: number) =>
          minute > since && minute <= 20 ? 50 : 0;
        for (const [name, by] of [
          ['a_total', 100],
          ['b_total', 100],
          ['a_bad', fails(10)],
          ['b_bad', fails(15)],
        ] as const) {
          source.counters.set(name, (source.counters.get(name) ?? 0) + by);
        }
        await current.engine.tick();
      }
    };
    const counts = async (id: string) => {
      const { counts: found, target } = await current.reader.objective(id);
      return [found?.bad, found?.total, target];
    };
    await run(1, 17);
    current = await replica();
    await run(18, 29);
    expect(await counts('day')).toEqual([500, 2800, 0.9]);
    await run(30, 60);
    const standing = Object.fromEntries(
      await Promise.all(
        [
          ...['serial', 'serial#2', 'serial#composite'],
          ...['parallel#composite', 'weighted#composite'],
          ...['several', 'several#2', 'slices', 'ratios', 'day'],
        ].map(async id => [id, await counts(id)]),
      ),
    );
    const close = (value: number) => expect.closeTo(value, 9);
    expect(standing).toEqual({
      serial: [500, 5900, 0.9],
      'serial#2': [250, 5900, 0.9],
      // One fails: half of 200. Both do: three quarters.
      'serial#composite': [close(5 * 100 + 5 * 150), 11_800, 0.999],
      // One is enough: only where both fail, a quarter.
      'parallel#composite': [close(5 * 50), 11_800, 0.99],
      // Three quarters of a half; then a half.
      'weighted#composite': [close(5 * 75 + 5 * 100), 11_800, 0.9],
      several: [500, 5900, 0.9],
      'several#2': [250, 5900, 0.9],
      slices: [2, 12, 0.9],
      ratios: [close(1), 12, 0.9],
      day: [0, 3000, 0.9],
    });
    const { items } = await current.reader.problems();
    expect(
      items
        .filter(({ rule }) => rule === 'composite')
        .map(({ document, message }) => [document, message]),
    ).toEqual([
      ['SLO alone', 'A composite needs two objectives at least'],
      [
        'SLO odd',
        'Expected weighted, serial, parallel: how the objectives make one',
      ],
    ]);
    const alert = await knex('alerts').where({ objective: 'serial#composite' });
    expect(alert).toHaveLength(1);
  });

  it('says that nobody knows a composite of which a part is not measured', async () => {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api', MINUTE);
    let now = START;
    const { engine, definitions, reader } = await startReplica(knex, {
      source,
      entities,
      clock: () => new Date(now),
      isFirst: true,
    });
    await definitions.refresh();
    const read = source.read.bind(source);
    source.read = async (queries, options) => {
      const reading = await read(queries, options);
      const metrics = new Map(reading.metrics);
      for (const key of metrics.keys()) {
        if (key.includes('b_total')) {
          metrics.set(key, { problem: 'There is no edge at 0.31' });
        }
      }
      return { ...reading, metrics };
    };
    for (let i = 1; i <= 10; i++) {
      now += MINUTE;
      source.counters.set('a_total', i * 100);
      await engine.tick();
    }
    expect(await reader.objective('serial')).toMatchObject({ state: 'ok' });
    expect(await reader.objective('serial#composite')).toMatchObject({
      state: 'no-data',
      problem: 'A part of it is not measured',
    });
    const { items } = await reader.problems();
    expect(items).toContainEqual(
      expect.objectContaining({
        rule: 'measurement',
        document: 'SLO several',
        message: 'There is no edge at 0.31',
      }),
    );
  });
});
