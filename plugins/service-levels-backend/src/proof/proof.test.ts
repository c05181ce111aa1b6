import { TestDatabases } from '@backstage/backend-test-utils';
import { storiesIn } from '@countersign/plugin-governance-common';
import { utf8, verifyBundle } from '@countersign/plugin-ledger-common';
import {
  alertStories,
  correctionStories,
  objectiveStories,
} from '@countersign/plugin-service-levels-common';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { startReplica } from '../__testUtils__/replica';

jest.setTimeout(120_000);

const STEP_MS = 15_000;
const START = Date.UTC(2026, 10, 2, 9);

/** Corrected figures as an entry tells them. */
interface Told {
  bad: number;
  corrections: { upTo: string; excluded: number }[];
}

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
    const { stories, limits } = storiesIn(verified.proven!, [
      alertStories,
      correctionStories,
      objectiveStories,
    ]);
    return { verified, stories, limits, story: stories[0] };
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

  it('has corrections beside the figures that they moved, and shows that one was withdrawn or never counted', async () => {
    const given = await history('1d');
    const { replica, run } = given;
    await run(60, 0);
    const broke = START + 60 * STEP_MS;
    await run(20, 50);
    await run(250, 0);
    const window = {
      start: new Date(broke).toISOString(),
      end: new Date(broke + 20 * STEP_MS).toISOString(),
    };
    const enter = (objectives: string[]) =>
      replica.corrections.enter(
        { kind: 'user', ref: 'user:default/maya' },
        {
          ...{ kind: 'maintenance', reason: 'The database was moved.' },
          ...{ objectives, window },
        },
      );
    const { number } = await enter(['pay']);
    const someone = { kind: 'user', ref: 'user:default/noah' } as const;
    await replica.corrections.confirm(someone, number, {});
    await replica.counts.record();
    await replica.ledger.sequence();

    const file = await replica.evidence.ofObjective('pay', {});
    const { verified, stories, limits } = await judged(given, file);
    expect(verified.ok).toBe(true);
    expect(verified.proven!.contents).toMatchObject({
      kind: 'subjects',
      subjects: [{ subject: 'slo:default/pay' }, { subject: number }],
    });
    expect(
      stories.map(({ subject, holds, state }) => [subject, holds, state]),
    ).toEqual([
      ['slo:default/pay', true, undefined],
      [number, true, 'counts'],
    ]);
    const corrected = stories[0].claims.find(({ id }) => id === 'corrected');
    expect(corrected?.detail).toContain(`0 bad of 21900 without ${number}`);
    expect(limits.join()).not.toContain('are not beside the objective');

    // By itself, the objective says what it could not be held against.
    const own = await given.replica.ledger.exportSubject('slo:default/pay');
    const byItself = await judged(given, own);
    expect(byItself.story.holds).toBe(true);
    expect(byItself.limits.join()).toContain(`${number} are not beside`);

    const story = await judged(
      given,
      await replica.evidence.ofCorrection(number),
    );
    expect(story.story).toMatchObject({ subject: number, holds: true });

    // What is told of it in the entry has to be what its own entries tell.
    const entries = verified.proven!.entries.map(({ entry }) => entry);
    const retold = (change: (of: Told) => void) => {
      const copy = structuredClone(entries);
      const counted = copy.find(
        ({ data }) => (data as { corrected?: unknown }).corrected,
      )!;
      change((counted.data as unknown as { corrected: Told }).corrected);
      const beside = copy.map((entry, index) => ({
        ...{ origin: 'x', index, entry },
      }));
      const [first] = [objectiveStories].map(kind =>
        kind.judge(
          copy.filter(({ subject }) => subject === 'slo:default/pay'),
          { beside, derivations: [], readers: [] },
        ),
      );
      return first.claims.find(({ id }) => id === 'corrected')?.holds;
    };
    expect(retold(() => {})).toBe(true);
    expect(retold(told => void (told.corrections[0].excluded += 1))).toBe(
      false,
    );
    expect(retold(told => void (told.bad += 1))).toBe(false);
    expect(
      retold(told => void (told.corrections[0].upTo = entries[0].id)),
    ).toBe(true);
    const [entered] = entries.filter(({ subject }) => subject === number);
    // Before it was confirmed it left out nothing.
    expect(retold(told => void (told.corrections[0].upTo = entered.id))).toBe(
      false,
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
