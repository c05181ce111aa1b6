import { eventually } from '@countersign/plugin-governance-test-utils';
import { ada } from '../__testUtils__/replica';
import { useRunBench } from '../__testUtils__/runBench';

jest.setTimeout(120_000);

describe('a report with a schedule', () => {
  const bench = useRunBench();

  it('has a run at each of its times, once, also where nobody looked for months, and its deadlines are told of', async () => {
    let now = '2026-07-01T00:00:00.000Z';
    const declared: string[] = [];
    const start = () =>
      bench.start({
        clock: () => new Date(now),
        // What is asked for is looked at here, and not what comes of it.
        run: { atOnce: 0 },
        incidents: {
          entities: ['component:default/reports'],
          impact: 'medium',
          urgency: 'high',
        },
        declareIncident: async ({ title }) => {
          declared.push(title);
          return {
            incident: { number: `INC000000${declared.length}` },
          } as never;
        },
      });
    const replicas = [await start(), await start()];
    const lookAt = async (moment: string) => {
      now = moment;
      await Promise.all(replicas.map(({ schedules }) => schedules.look()));
      const { items } = await replicas[0].reader.list(ada, { limit: 10 });
      return items
        .map(({ parameters, scheduledFor, deadline }) => [
          parameters.quarter,
          scheduledFor,
          deadline,
        ])
        .sort();
    };
    /** What people were told since. */
    const told = async () => {
      const messages = await bench
        .knex('outbox')
        .where({ kind: 'notification' })
        .orderBy('id');
      await bench.knex('outbox').delete();
      return messages.map(
        ({ payload }) =>
          /is not delivered, and its deadline is near|missed its deadline/.exec(
            JSON.stringify(payload),
          )?.[0],
      );
    };

    // A report that is new makes up for nothing of the past.
    expect(await lookAt('2026-07-01T00:00:00.000Z')).toEqual([]);
    expect(await lookAt('2026-07-02T03:59:59.000Z')).toEqual([]);
    const second = [
      ['2026Q2', '2026-07-02T04:00:00.000Z', '2026-07-02T07:00:00.000Z'],
    ];
    expect(await lookAt('2026-07-02T04:00:01.000Z')).toEqual(second);
    expect(await lookAt('2026-07-02T06:29:00.000Z')).toEqual(second);
    expect(await told()).toEqual([]);
    await lookAt('2026-07-02T06:31:00.000Z');
    expect(await told()).toEqual([
      'is not delivered, and its deadline is near',
    ]);
    await lookAt('2026-07-02T09:00:00.000Z');
    expect(await told()).toEqual([]);

    // The portal was off over two of its times; clocks in Berlin went back in between.
    const all = [
      ...second,
      ['2026Q3', '2026-10-02T04:00:00.000Z', '2026-10-02T07:00:00.000Z'],
      ['2026Q4', '2027-01-02T05:00:00.000Z', '2027-01-02T08:00:00.000Z'],
    ];
    expect(await lookAt('2027-01-02T06:00:00.000Z')).toEqual(all);
    expect(await told()).toEqual(['missed its deadline']);
    expect(await lookAt('2027-01-03T00:00:00.000Z')).toEqual(all);
    expect(await told()).toEqual(['missed its deadline']);
    await eventually(async () =>
      expect(declared.sort()).toEqual([
        'Access report: RUN0000001 is not delivered, and its deadline is near',
        expect.stringMatching(/RUN000000[23] missed its deadline/),
        expect.stringMatching(/RUN000000[23] missed its deadline/),
      ]),
    );
  });
});
