import { TestDatabases } from '@backstage/backend-test-utils';
import { sameCounts, summed } from '@countersign/plugin-service-levels-common';
import { DemoServiceLevels } from '@countersign/plugin-service-levels-node';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 26, 12, 1);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

it('tells the past of what is measured already, whole, while it goes on being measured', async () => {
  const knex = await databases.init('POSTGRES_18');
  const source = new FakeSource('api');
  let now = START;
  const replicaOver = (db: typeof knex, clock: () => number, isFirst = false) =>
    startReplica(db, {
      source,
      entities: [checkout, dataSource, slo('pay', { window: '30d' })],
      clock: () => new Date(clock()),
      isFirst,
    });
  const replica = await replicaOver(knex, () => now, true);
  await replica.definitions.refresh();
  const measure = () => {
    now += 15_000;
    for (const name of ['pay_bad', 'pay_total']) {
      const counted = source.counters.get(name) ?? 0;
      source.counters.set(name, counted + (name === 'pay_bad' ? 7 : 1_000));
    }
    return replica.engine.tick();
  };
  for (let i = 0; i < 30; i++) await measure();

  const levels: DemoServiceLevels = {
    since: now - 2 * DAY,
    measured: [
      {
        objective: 'pay',
        troubles: [],
        counts: () => ({ bad: 0, total: 2 }),
      },
    ],
    onCall: { person: 'user:default/kim', answersAfter: HOUR },
    corrections: [],
  };
  let meanwhile: Promise<unknown> | undefined;
  await knex.transaction(async trx => {
    let clock = levels.since;
    const teller = await replicaOver(trx, () => clock);
    await teller.playback.play(levels, {
      trx,
      now,
      setClock: at => {
        clock = at;
      },
      signal: new AbortController().signal,
      onProgress: () => {
        meanwhile ??= measure();
      },
    });
  });
  await meanwhile;
  await measure();
  await measure();

  const { counts, steps, remainder } = await replica.spending.explanation(
    'pay',
  );
  const told = 2 * 2 * 24 * 60;
  expect(counts.total).toBeGreaterThan(told - 10);
  // What was measured before it was told is not counted besides.
  expect(counts.total).toBeLessThan(told + 5_000);
  expect(remainder).toBeUndefined();
  expect(sameCounts(summed(steps), counts)).toBe(true);
});
