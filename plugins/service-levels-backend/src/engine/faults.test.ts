import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  listObjectivesQuerySchema,
  Sample,
  summed,
} from '@countersign/plugin-service-levels-common';
import {
  checkout,
  dataSource,
  definitionEntity,
  slo,
} from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const STEP_MS = 15_000;
const START = Date.UTC(2026, 10, 2, 9);

describe('what sources and clocks do wrong', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** One objective, of which the total is what a test says; nothing of it ever fails. */
  async function estate(given: Entity[] = [slo('pay')]) {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api');
    let now = START;
    const replica = await startReplica(knex, {
      source,
      entities: [checkout, dataSource, ...given],
      clock: () => new Date(now),
      isFirst: true,
    });
    await replica.definitions.refresh();
    const say = async (
      total: readonly Sample[] | readonly (readonly Sample[])[],
      bad: readonly Sample[] = [{ at: now, value: 0 }],
    ) => {
      const several = (
        Array.isArray(total[0]) ? total : [total]
      ) as readonly (readonly Sample[])[];
      source.read = async queries => ({
        at: now,
        metrics: new Map(
          queries.map(({ key }) => [
            key,
            {
              kind: 'counter' as const,
              series: (key.includes('total') ? several : [bad]).map(
                samples => ({ key: 'one', samples: [...samples] }),
              ),
            },
          ]),
        ),
      });
      await replica.engine.tick();
    };
    return {
      knex,
      replica,
      source,
      say,
      now: () => now,
      wait: (ms: number) => {
        now += ms;
      },
      /** Usual scrapes, each of ten requests more. */
      async run(scrapes: number, from: number) {
        for (let i = 1; i <= scrapes; i++) {
          now += STEP_MS;
          await say([{ at: now, value: from + i * 10 }]);
        }
      },
      objective: () => replica.reader.objective('pay'),
      alerts: () => knex('alerts'),
    };
  }

  it.each([
    // Stale markers: the series is gone for this scrape, and its rise is counted when it is seen again.
    ['NaN', (at: number) => [{ at, value: NaN }], undefined, 50],
    [
      'a negative count',
      (at: number) => [{ at, value: -1 }],
      /negative or infinite/,
      50,
    ],
    [
      'infinity',
      (at: number) => [{ at, value: Infinity }],
      /negative or infinite/,
      50,
    ],
    [
      'an older sample',
      (at: number) => [{ at: at - 60_000, value: 45 }],
      /out of order/,
      50,
    ],
    [
      'the same sample twice',
      (at: number) => [
        { at, value: 50 },
        { at, value: 50 },
      ],
      /came twice/,
      50,
    ],
    [
      'the same series twice',
      (at: number) => [[{ at, value: 50 }], [{ at, value: 50 }]],
      /came twice/,
      50,
    ],
    // It began anew: all it shows is new, and so is all it shows after.
    [
      'a counter that began anew',
      (at: number) => [{ at, value: 3 }],
      undefined,
      40 - 10 + 3 + (60 - 3),
    ],
  ])(
    'counts nothing that is not there: %s',
    async (_, samples, problem, total) => {
      const { run, say, wait, now, objective, alerts } = await estate();
      await run(4, 0);
      wait(STEP_MS);
      await say(samples(now()) as readonly Sample[]);
      const said = (await objective()).problem;
      expect(problem ? problem.test(said ?? '') : said === undefined).toBe(
        true,
      );
      // And goes on as if nothing had been.
      await run(1, 50);
      const { counts, state } = await objective();
      expect([counts, state]).toEqual([{ bad: 0, total }, 'ok']);
      expect(await alerts()).toEqual([]);
    },
  );

  it('says that more bad events than events contradict each other, and pages nobody for it', async () => {
    const { replica, run, say, wait, now, objective, alerts } = await estate();
    await run(4, 0);
    wait(STEP_MS);
    await say([{ at: now(), value: 41 }], [{ at: now(), value: 400 }]);
    expect(await objective()).toMatchObject({ state: 'inconsistent' });
    expect(await alerts()).toEqual([]);
    const { counts, remainder } = await replica.spending.explanation('pay');
    expect([counts, remainder]).toEqual([{ bad: 400, total: 31 }, undefined]);
  });

  it('has all that was counted after half a day in which the portal was down, even if old steps are forgotten first', async () => {
    const { knex, source, now, run, wait } = await estate([
      slo('pay', { window: '30d' }),
    ]);
    await run(100, 0);
    wait(12 * 3_600_000);
    const again = await startReplica(knex, {
      source,
      entities: [],
      clock: () => new Date(now()),
    });
    await again.forget();
    await again.engine.tick();
    const { counts, steps, remainder } = await again.spending.explanation(
      'pay',
    );
    expect(counts).toEqual({ bad: 0, total: 990 });
    expect(summed(steps)).toEqual(counts);
    expect(remainder).toBeUndefined();
    // Once it was judged again, the finest steps of then are of no use.
    expect(await again.forget()).toBeGreaterThan(0);
  });

  it('waits where the clock went back, and leaves a gap where it leaped', async () => {
    const { run, objective, alerts, wait } = await estate();
    await run(20, 0);
    const before = await objective();
    wait(-3_600_000);
    await run(3, 200);
    expect(await objective()).toEqual({ ...before, pairs: before.pairs });
    wait(3_600_000 + 86_400_000);
    await run(8, 1_000);
    const after = await objective();
    // Nobody looked for a day: of that nothing is known, and nothing is invented.
    expect(after).toMatchObject({ counts: { bad: 0, total: 70 }, state: 'ok' });
    expect(await alerts()).toEqual([]);
  });

  it('reads a label whose value has quotes, and takes hundreds of definitions of which some are wrong', async () => {
    const quoted = slo('pay', { bad: 'pay_bad{path="a\\"b\\\\c"}' });
    const many = Array.from({ length: 300 }, (_, i) =>
      i % 10
        ? slo(`many${i}`)
        : definitionEntity(`wrong${i}`, `kind: SLO\nname: [${i}`),
    );
    const { replica, run, objective } = await estate([quoted, ...many]);
    await run(4, 0);
    expect(await objective()).toMatchObject({
      counts: { bad: 0, total: 30 },
      state: 'ok',
    });
    const { items } = await replica.reader.problems();
    const wrong = items.filter(({ severity }) => severity === 'error');
    expect(new Set(wrong.map(({ file }) => file)).size).toBe(30);
    const list = await replica.reader.objectives(
      listObjectivesQuerySchema.parse({ limit: 200 }),
    );
    expect(list.items).toHaveLength(200);
  });

  it('reads nothing twice while a source takes long', async () => {
    const { replica, source, knex, run } = await estate();
    await run(2, 0);
    let answer = () => {};
    const read = source.read;
    source.read = (...args) =>
      new Promise(resolve => {
        answer = () => resolve(read(...args));
      });
    await knex('sources').update({ due_at: new Date(0) });
    const slow = replica.engine.tick();
    // The lease is held: nobody reads the same twice.
    expect(await replica.engine.tick()).toBe(0);
    const [{ lease }] = await knex('sources');
    expect(lease).not.toBeNull();
    answer();
    expect(await slow).toBe(1);
  });
});
