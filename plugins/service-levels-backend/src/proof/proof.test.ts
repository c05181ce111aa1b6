import { TestDatabases } from '@backstage/backend-test-utils';
import { storiesIn } from '@countersign/plugin-governance-common';
import { utf8, verifyBundle } from '@countersign/plugin-ledger-common';
import {
  alertStories,
  objectiveStories,
} from '@countersign/plugin-service-levels-common';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const STEP_MS = 15_000;
const START = Date.UTC(2026, 10, 2, 9);

describe('evidence of service levels', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  async function history(window = '1h') {
    const knex = await databases.init('POSTGRES_18');
    const source = new FakeSource('api');
    let now = START;
    const replica = await startReplica(knex, {
      source,
      entities: [checkout, dataSource, slo('pay', { window })],
      clock: () => new Date(now),
      isFirst: true,
    });
    await replica.definitions.refresh();
    const run = async (scrapes: number, badOf100: number) => {
      for (let i = 0; i < scrapes; i++) {
        now += STEP_MS;
        for (const [name, by] of [
          ['pay_total', 100],
          ['pay_bad', badOf100],
        ] as const) {
          source.counters.set(name, (source.counters.get(name) ?? 0) + by);
        }
        await replica.engine.tick();
      }
    };
    return { knex, replica, run };
  }

  type History = Awaited<ReturnType<typeof history>>;

  async function judged({ replica }: History, file: string) {
    const verified = verifyBundle(utf8(file), {
      trustedKeys: (await replica.ledger.status()).verifierKeys,
    });
    const { stories } = storiesIn(verified.proven!, [
      alertStories,
      objectiveStories,
    ]);
    return { verified, story: stories[0] };
  }

  it('does the sums of an objective again from hours that are on record, with the alerts of the time', async () => {
    const given = await history();
    const { replica, run } = given;
    await run(60, 0);
    await run(20, 50);
    await run(320, 0);
    expect(await replica.counts.record()).toBe(1);
    expect(await replica.counts.record()).toBe(0);
    await replica.ledger.sequence();

    const file = await replica.evidence.ofObjective('pay', {});
    const { verified, story } = await judged(given, file);
    expect(verified.ok).toBe(true);
    expect(story).toMatchObject({ subject: 'slo:default/pay', holds: true });
    const detail = (id: string) =>
      story.claims.find(claim => claim.id === id)?.detail;
    expect(detail('figures')).toContain('1000 bad of 23900');
    expect(detail('alerts')).toContain('ALR0000001 fired');
    expect(detail('alerts')).toContain('ALR0000001 resolved');

    const alert = await judged(
      given,
      await replica.evidence.ofAlert('ALR0000001'),
    );
    expect(alert.story).toMatchObject({
      subject: 'ALR0000001',
      state: 'resolved',
      holds: true,
    });
    const tampered = file.replace(/\[1000,23900,/, '[999,23900,');
    expect(tampered).not.toBe(file);
    const { ok, problems } = verifyBundle(utf8(tampered), {
      trustedKeys: (await replica.ledger.status()).verifierKeys,
    });
    expect(ok).toBe(false);
    expect(problems.map(({ where }) => where)).toContain(
      'contents.entries[1].proof',
    );
  });

  it('shows that a count was changed in the database after it was on record', async () => {
    const given = await history('30d');
    const { knex, replica, run } = given;
    await run(330, 20);
    await replica.counts.record();
    await knex('buckets').where({ width: 3_600 }).update({ bad: 0 });
    await run(240, 0);
    await replica.counts.record();
    await replica.ledger.sequence();
    const { verified, story } = await judged(
      given,
      await replica.evidence.ofObjective('pay', {}),
    );
    expect(verified.ok).toBe(true);
    expect(story.holds).toBe(false);
    expect(story.claims.find(({ id }) => id === 'figures')).toMatchObject({
      holds: false,
      detail: expect.stringContaining('the hours have'),
    });
  });

  it('is for what there is', async () => {
    const { replica, run } = await history();
    await expect(
      replica.evidence.ofObjective('nothing', {}),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await run(1, 0);
    await expect(
      replica.evidence.ofObjective('pay', {
        from: '2026-11-02T10:00:00Z',
        to: '2026-11-02T09:00:00Z',
      }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});
