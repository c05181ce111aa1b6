import { TestDatabases } from '@backstage/backend-test-utils';
import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Caller } from '@countersign/plugin-governance-node';
import { testEntity } from '@countersign/plugin-governance-test-utils';
import { EnterCorrection } from '@countersign/plugin-service-levels-common';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const STEP_MS = 15_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2, 9);

const user = (name: string): Caller => ({
  kind: 'user',
  ref: `user:default/${name}`,
});
const maya = user('maya');
const noah = user('noah');

const entities = [
  checkout,
  dataSource,
  slo('pay'),
  slo('ship', { window: '30d', target: 0.999 }),
  testEntity('User', 'maya', {
    relations: [['memberOf', 'group:default/checkout']],
  }),
  testEntity('User', 'mila', {
    relations: [['memberOf', 'group:default/checkout']],
  }),
  testEntity('User', 'noah'),
];

describe('corrections', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** An hour of traffic, of which half fails from minute 20 to 30. */
  async function estate() {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api');
    let now = START;
    let change: Partial<ChangeDetail['change']> = {
      number: 'CHG0000007',
      state: 'scheduled',
      approvalStatus: 'approved',
      approvedAt: new Date(START).toISOString(),
      items: ['component:default/checkout'],
      requester: 'user:default/iris',
      planAuthors: [],
    };
    const replica = await startReplica(knex, {
      source,
      entities,
      clock: () => new Date(now),
      isFirst: true,
      changes: {
        getChange: async () => ({ change } as unknown as ChangeDetail),
      },
    });
    await replica.definitions.refresh();
    for (let i = 1; i <= 60 * 4; i++) {
      now += STEP_MS;
      const fails = i > 20 * 4 && i <= 30 * 4;
      for (const [name, by] of [
        ['pay_total', 100],
        ['pay_bad', fails ? 50 : 0],
        ['ship_total', 100],
        ['ship_bad', fails ? 50 : 0],
      ] as const) {
        source.counters.set(name, (source.counters.get(name) ?? 0) + by);
      }
      await replica.engine.tick();
    }
    const at = (minute: number) =>
      new Date(START + minute * MINUTE).toISOString();
    return {
      knex,
      ...replica,
      at,
      wait: (ms: number) => {
        now += ms;
      },
      setChange: (more: Partial<ChangeDetail['change']>) => {
        change = { ...change, ...more };
      },
      correction: (
        changes: Partial<EnterCorrection> = {},
      ): EnterCorrection => ({
        kind: 'maintenance',
        reason: 'The database was moved.',
        objectives: ['pay', 'ship'],
        ...(changes.change === undefined && {
          window: { start: at(20), end: at(30) },
        }),
        ...changes,
      }),
    };
  }

  it('stand beside what was counted once somebody who has no part in the service confirmed them', async () => {
    const { knex, corrections, reader, ledger, correction } = await estate();
    const before = await reader.objective('pay');
    expect(before.counts).toMatchObject({ bad: 2000 });
    const entered = await corrections.enter(maya, correction());
    expect(entered).toMatchObject({
      number: 'COR0000001',
      state: 'waits',
      entered: { by: maya.ref },
      actions: [{ verb: 'confirm', allowed: false, guard: 'duty' }, {}],
    });
    expect((await reader.objective('pay')).corrected).toBeUndefined();

    for (const [caller, guard] of [
      [maya, 'duty'],
      [user('mila'), 'duty'],
      [{ ...noah, via: 'plugin:mcp-actions' }, 'person'],
    ] as const) {
      await expect(
        corrections.confirm(caller, 'COR0000001', {}),
      ).rejects.toMatchObject({ name: 'NotAllowedError', guard });
    }
    const confirmed = await corrections.confirm(noah, 'COR0000001', {});
    expect(confirmed).toMatchObject({
      state: 'counts',
      confirmed: { by: noah.ref },
    });
    const after = await reader.objective('pay');
    const { corrected, ...same } = after;
    expect(same).toEqual(before);
    expect(corrected).toEqual({
      bad: 0,
      total: before.counts!.total - 4000,
      sli: 1,
      burnRate: 0,
      budgetLeft: 1,
      excluded: 10 * MINUTE,
      corrections: [
        {
          number: 'COR0000001',
          kind: 'maintenance',
          ledgerEntry: entered.ledgerEntry,
          bad: 2000,
          total: 4000,
          excluded: 10 * MINUTE,
        },
      ],
    });
    // A window of 30 days is corrected in steps of five minutes: these fall together with the time.
    const month = await reader.objective('ship');
    expect(month.corrected).toMatchObject({ bad: 0, excluded: 10 * MINUTE });

    const withdrawn = await corrections.withdraw(user('mila'), 'COR0000001', {
      reason: 'It was no maintenance.',
    });
    expect(withdrawn.state).toBe('withdrawn');
    expect(await reader.objective('pay')).toEqual(before);
    const entries = await ledger.entriesOf('COR0000001');
    expect(entries.map(({ entry }) => [entry.type, entry.actor])).toEqual([
      ['correction.entered', maya.ref],
      ['correction.confirmed', noah.ref],
      ['correction.withdrawn', 'user:default/mila'],
    ]);
    expect(entries[0].entry).toMatchObject({
      id: entered.ledgerEntry,
      data: { involved: ['group:default/checkout'] },
    });
    await expect(knex('corrections').delete()).rejects.toThrow('never deleted');
    await expect(
      knex('corrections').update({
        facts: knex.raw(`facts || '{"reason": "Another one."}'`),
      }),
    ).rejects.toThrow('stays as it was entered');
    await expect(
      knex('corrections').update({
        facts: knex.raw(
          `jsonb_set(facts, '{confirmations}', facts->'confirmations' || '[{"by": "user:default/MAYA"}]')`,
        ),
      }),
    ).rejects.toThrow('of their own');
  });

  it('count once they were announced, and follow the change whose window they are', async () => {
    const given = await estate();
    const { corrections, correctionRefresher, reader } = given;
    const { at, correction, setChange, wait } = given;
    await expect(
      corrections.enter(maya, correction({ change: 'CHG0000007' })),
    ).rejects.toThrow('CHG0000007 has no window');
    setChange({ window: { start: at(130), end: at(160) } });
    const entered = await corrections.enter(
      maya,
      correction({ kind: 'deployment', change: 'CHG0000007' }),
    );
    expect(entered).toMatchObject({
      state: 'counts',
      change: 'CHG0000007',
      window: { start: at(130), end: at(160) },
    });
    setChange({ window: { start: at(140), end: at(170) } });
    expect(await correctionRefresher.refresh()).toBe(1);
    expect(await correctionRefresher.refresh()).toBe(0);
    expect(await corrections.get(noah, entered.number)).toMatchObject({
      state: 'counts',
      window: { start: at(140), end: at(170) },
    });
    wait(90 * MINUTE);
    setChange({ state: 'canceled' });
    await correctionRefresher.refresh();
    expect(await corrections.get(noah, entered.number)).toMatchObject({
      state: 'void',
      because: 'CHG0000007 is canceled.',
    });
    expect((await reader.objective('pay')).corrected).toBeUndefined();
    await expect(
      corrections.enter(
        maya,
        correction({ change: 'CHG0000007', kind: 'deployment' }),
      ),
    ).rejects.toMatchObject({ guard: 'change' });
    setChange({ state: 'scheduled', items: ['component:default/other'] });
    await expect(
      corrections.enter(
        maya,
        correction({ change: 'CHG0000007', kind: 'deployment' }),
      ),
    ).rejects.toThrow(
      'objectives: CHG0000007 is not about component:default/checkout',
    );
  });

  it('say which field is wrong, and are entered once under a key', async () => {
    const { corrections, correction, at } = await estate();
    for (const [wrong, field] of [
      [{ objectives: ['none'] }, 'objectives'],
      [{ timeZone: 'Europe/Nowhere' }, 'timeZone'],
      [{ rrule: 'FREQ=SOMETIMES' }, 'rrule'],
    ] as const) {
      await expect(
        corrections.enter(
          maya,
          correction(wrong as unknown as Partial<EnterCorrection>),
        ),
      ).rejects.toMatchObject({ problems: [{ field }] });
    }
    const twice = () =>
      corrections.enter(maya, { ...correction(), idempotencyKey: 'k' });
    const [first, second] = await Promise.all([twice(), twice()]);
    expect(second.number).toBe(first.number);
    await expect(
      corrections.enter(maya, {
        ...correction({ window: { start: at(21), end: at(22) } }),
        idempotencyKey: 'k',
      }),
    ).rejects.toThrow('used for another request');
    await expect(
      corrections.enter(noah, { ...correction(), idempotencyKey: 'other' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      guard: 'repeated',
      message: expect.stringContaining(first.number),
    });
    const { items } = await corrections.list(noah, {
      objective: 'ship',
      limit: 10,
    });
    expect(items.map(({ number }) => number)).toEqual([first.number]);
  });

  it('keep the steps they exclude as fine as they were, however old', async () => {
    const { knex, corrections, correction, at, forget, wait, reader, engine } =
      await estate();
    await corrections.enter(
      maya,
      correction({ window: { start: at(22), end: at(31) } }),
    );
    await corrections.confirm(noah, 'COR0000001', {});
    const { corrected } = await reader.objective('ship');
    // Five minutes lie in it as a whole.
    expect(corrected).toMatchObject({ bad: 2000 - 1000, excluded: 9 * MINUTE });
    wait(20 * 86_400_000);
    // What nothing has judged since is not forgotten.
    await engine.tick();
    await forget();
    expect((await reader.objective('ship')).corrected).toMatchObject({
      bad: 2000 - 1000,
      excluded: 9 * MINUTE,
    });
    const left = await knex('buckets')
      .where({ width: 300 })
      .where('ends_at', '<=', at(60));
    const ends = left.map(({ ends_at }) => ends_at.toISOString());
    expect([...new Set(ends)].sort()).toEqual([at(25), at(30)]);
  });
});
