import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { SourceError } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { Replica, startReplica } from '../__testUtils__/replica';

jest.setTimeout(240_000);

const STEP_MS = 15_000;
const START = Date.UTC(2026, 10, 2, 9);

describe('the engine', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** An estate in a database of its own, with a clock that goes by scrapes. */
  async function estate(given: Entity[] = [slo('pay'), slo('ship')]) {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api');
    const entities = [checkout, dataSource, ...given];
    let now = START;
    const replica = (isFirst = false) =>
      startReplica(knex, {
        source,
        entities,
        clock: () => new Date(now),
        isFirst,
      });
    const first = await replica(true);
    await first.definitions.refresh();
    const count = (name: string, by: number) =>
      source.counters.set(name, (source.counters.get(name) ?? 0) + by);
    return {
      knex,
      source,
      entities,
      first,
      replica,
      /** Minutes since the start, as the engine sees them. */
      minutes: (date: Date) => (date.getTime() - START) / 60_000,
      wait: (ms: number) => {
        now += ms;
      },
      /** So many scrapes, of so many requests to `pay` each, of which some fail. */
      async run(
        scrapes: number,
        badOf100: number,
        tick: (i: number) => Promise<unknown> = () => first.engine.tick(),
      ) {
        for (let i = 0; i < scrapes; i++) {
          now += STEP_MS;
          count('pay_total', 100);
          count('ship_total', 100);
          count('pay_bad', badOf100);
          count('ship_bad', 0);
          await tick(i);
        }
      },
    };
  }

  const alertsOf = (knex: Knex) => knex('alerts').orderBy('seq');
  const objective = async (knex: Knex, id: string) => {
    const row = await knex('objectives')
      .joinRaw('JOIN objective_states USING (seq)')
      .where({ id })
      .first();
    const { bad, total, sli, burn_rate, budget_left, measured } = row;
    const figures = { bad, total, sli, burn_rate, budget_left, measured };
    return { ...row, standing: total === null ? null : figures };
  };
  const typesOf = async ({ ledger }: Replica, subject: string) =>
    (await ledger.entriesOf(subject)).map(({ entry }) => entry.type);

  it('fires once however many replicas there are, and each source is read once', async () => {
    const { knex, source, first, replica, run, minutes } = await estate();
    const replicas = [first, await replica(), await replica()];
    const all = () => Promise.all(replicas.map(({ engine }) => engine.tick()));
    await run(20, 0, all);
    expect(source.reads).toBe(20);
    expect(await alertsOf(knex)).toEqual([]);

    await run(8, 50, all);
    const [alert, ...others] = await alertsOf(knex);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      objective: 'pay',
      kind: 'burn',
      state: 'firing',
      severity: 'page',
      window_ms: '30000',
    });
    // The fault begins after 5 min: the pair of 30 s and 15 s needs 6 % of bad events, which the first step gives it.
    expect(minutes(alert.fired_at)).toBe(5.25);
    expect((await objective(knex, 'pay')).state).toBe('burning');
    expect((await objective(knex, 'ship')).state).toBe('ok');

    await run(40, 0, all);
    const [resolved] = await alertsOf(knex);
    expect(resolved.state).toBe('resolved');
    expect(await typesOf(first, 'ALR0000001')).toEqual([
      'alert.pending',
      'alert.fired',
      'alert.lowered',
      'alert.resolved',
    ]);
    const [, { entry }] = await first.ledger.entriesOf('ALR0000001');
    expect(entry.data).toMatchObject({
      objective: 'pay',
      threshold: 0.06,
      long: { bad: 50, total: 200 },
      short: { bad: 50, total: 100 },
    });
    const told = await knex('outbox').where({ kind: 'notification' });
    expect(told.map(({ payload }) => payload.title)).toEqual([
      expect.stringMatching(/^ALR0000001 fires: /),
      expect.stringMatching(/^ALR0000001 is lowered: /),
      'ALR0000001 is over',
    ]);
  });

  it('goes on after a restart at any moment as if nothing had been', async () => {
    const faults = [0, 0, 40, 5, 0];
    const results = [];
    for (const restarts of [false, true]) {
      const { knex, run, replica, first } = await estate();
      for (const bad of faults) {
        await run(9, bad, async () => {
          const { engine } = restarts ? await replica() : first;
          await engine.tick();
        });
      }
      results.push({
        alerts: await alertsOf(knex),
        objective: (await objective(knex, 'pay')).standing,
        buckets: await knex('buckets').orderBy([
          'measurement',
          'width',
          'ends_at',
        ]),
      });
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[0].alerts.length).toBeGreaterThan(0);
    expect(results[0].objective).toMatchObject({ bad: 405, total: 4400 });
  });

  it('takes a lease over when its replica is gone, and writes nothing under one it lost', async () => {
    const { knex, first, replica, source, run, wait } = await estate();
    await run(4, 0);
    const other = await replica();
    // It reads, and is killed: the lease stays.
    const read = source.read.bind(source);
    source.read = async (...args) => {
      await knex('sources').update({ leased_until: new Date(0) });
      source.read = read;
      wait(STEP_MS);
      await other.engine.tick();
      return read(...args);
    };
    const before = await objective(knex, 'pay');
    wait(STEP_MS);
    await first.engine.tick();
    const after = await objective(knex, 'pay');
    expect(Number(after.version)).toBe(Number(before.version) + 1);
    await run(4, 0);
    expect((await objective(knex, 'pay')).standing.total).toBeGreaterThan(0);

    await knex('sources').update({
      lease: '00000000-0000-4000-8000-000000000000',
      leased_until: new Date(START + 86_400_000),
    });
    const reads = source.reads;
    await run(2, 0);
    expect(source.reads).toBe(reads);
  });

  it('invents nothing while a source is silent, says so, and goes on when it is back', async () => {
    const { knex, source, run, first, wait } = await estate();
    await run(20, 0);
    await run(8, 50);
    source.trouble = new SourceError('The service cannot be reached');
    const standing = (await objective(knex, 'pay')).standing;
    for (let i = 0; i < 40; i++) {
      wait(STEP_MS);
      await first.engine.tick();
    }
    expect(await objective(knex, 'pay')).toMatchObject({
      state: 'no-data',
      standing: { ...standing, measured: expect.any(Number) },
      problem: 'The service cannot be reached',
    });
    expect(await first.reader.sources()).toMatchObject({
      items: [{ trouble: 'The service cannot be reached', objectives: 2 }],
    });
    const open = await alertsOf(knex);
    expect(
      open.map(({ objective: id, kind, state }) => [id, kind, state]),
    ).toEqual([
      ['pay', 'burn', 'firing'],
      ['pay', 'silence', 'firing'],
      ['ship', 'silence', 'firing'],
    ]);

    source.trouble = undefined;
    wait(300_000);
    await run(60, 0);
    expect((await alertsOf(knex)).map(({ state }) => state)).toEqual([
      'resolved',
      'resolved',
      'resolved',
    ]);
    expect((await objective(knex, 'pay')).state).not.toBe('no-data');
  });

  it('tells that a metric vanished from a source that answers, and of no other', async () => {
    const { knex, source, run, first, wait } = await estate();
    await run(20, 0);
    const before = (await objective(knex, 'pay')).heard_at;
    const gone = source.counters.get('pay_total')!;
    source.counters.delete('pay_total');
    for (let i = 0; i < 40; i++) {
      wait(STEP_MS);
      await first.engine.tick();
    }
    expect(await objective(knex, 'pay')).toMatchObject({
      state: 'no-data',
      heard_at: before,
    });
    expect(await alertsOf(knex)).toMatchObject([
      { objective: 'pay', kind: 'silence', state: 'firing' },
    ]);
    // Nobody calls it any more, but its counter is there.
    expect((await objective(knex, 'ship')).state).not.toBe('no-data');

    source.counters.set('pay_total', gone);
    await run(4, 0);
    expect(await alertsOf(knex)).toMatchObject([{ state: 'resolved' }]);
  });

  it('leaves a source alone for as long as it asks', async () => {
    const { source, first, run, wait } = await estate();
    await run(1, 0);
    source.trouble = new SourceError('Not now', 60_000);
    await run(1, 0);
    const { reads } = source;
    source.trouble = undefined;
    await run(3, 0);
    expect(source.reads).toBe(reads);
    wait(STEP_MS);
    await first.engine.tick();
    expect(source.reads).toBe(reads + 1);
  });

  it('judges by another definition from the moment it is one, and ends what belongs to none', async () => {
    const { knex, entities, first, run } = await estate();
    await run(20, 0);
    await run(8, 50);
    entities[2] = slo('pay', { target: 0.2 });
    expect(await first.definitions.refresh()).toBe(1);
    await run(1, 50);
    const kept = await objective(knex, 'pay');
    // What was counted stays: it is judged anew.
    expect(kept.standing).toMatchObject({ bad: 450, total: 2800 });
    expect((await alertsOf(knex))[0].state).toBe('resolved');

    entities[2] = slo('pay', { bad: 'ship_bad' });
    await first.definitions.refresh();
    await run(3, 50);
    expect((await objective(knex, 'pay')).standing).toMatchObject({
      bad: 0,
      total: 200,
    });

    entities[2] = slo('pay');
    await first.definitions.refresh();
    await run(20, 0);
    await run(8, 50);
    entities.splice(2, 1);
    await first.definitions.refresh();
    expect((await alertsOf(knex)).at(-1)?.state).toBe('resolved');
    expect(await typesOf(first, 'slo:default/pay')).toEqual([
      'objective.defined',
      'objective.changed',
      'objective.changed',
      'objective.changed',
      'objective.retired',
    ]);
    const reads = await knex('objectives').whereNull('retired_at');
    expect(reads.map(({ id }) => id)).toEqual(['ship']);
  });

  it('sums steps up, and forgets the fine ones only then', async () => {
    const { knex, run, first, wait } = await estate();
    await run(60, 1);
    const sum = async (width: number) => {
      const rows = await knex('buckets').where({ width, measurement: 1 });
      return [rows.length, rows.reduce((all, { total }) => all + total, 0)];
    };
    expect(await sum(15)).toEqual([60, 5900]);
    // The first ended with the start, the last fifteen minutes later.
    expect(await sum(300)).toEqual([3, 5900]);
    wait(3 * 3_600_000);
    // Nothing has judged them since: whatever goes on from them needs them yet.
    await first.forget();
    expect((await sum(15))[0]).toBe(60);
    await run(1, 0);
    await first.forget();
    expect((await sum(15))[0]).toBeLessThanOrEqual(1);
    expect(await sum(300)).toEqual([3, 5900]);
  });
});
