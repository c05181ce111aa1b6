import { randomUUID } from 'crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Follower } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';
import { Caller } from '../access/Caller';
import { migrateShared } from '../database/openDatabase';
import { recordNotification } from '../outbox/messages';
import { OutboxMessage } from '../outbox/OutboxStore';
import { Conversation } from './Conversation';
import { Followers, TellingUnit } from './Followers';
import { FollowerStore } from './FollowerStore';
import { FollowService } from './FollowService';

jest.setTimeout(240_000);

interface Drill {
  id: string;
  number: string;
  lead: string;
}

const person = (name: string): Caller => ({
  kind: 'user',
  ref: `user:default/${name}`,
});
const [ada, ben, dana] = ['ada', 'ben', 'dana'].map(person);
const pipeline: Caller = { kind: 'service', ref: 'external:ci' };
const graph = {
  has: (ref: string) => ref !== 'user:default/nobody',
  groupsOf: () => [],
};

describe('a conversation about a record', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let told: OutboxMessage[];
  let drill: Drill;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateShared(knex);
  });
  beforeEach(() => {
    told = [];
    drill = { id: randomUUID(), number: 'DRL0000001', lead: ada.ref };
  });

  const followers = new Followers({
    store: new FollowerStore(),
    records: {
      idOf: ({ id }: Drill) => id,
      byRole: ({ lead }): Follower<'lead'>[] => [
        { entityRef: lead, because: 'lead' },
      ],
      notificationOf: ({ number }, about) =>
        recordNotification({ pluginId: 'drills', number, title: '' }, about),
    },
  });
  const run = <T>(actor: Caller, work: (unit: TellingUnit) => Promise<T>) =>
    knex.transaction(trx =>
      work({
        trx,
        now: new Date(),
        actor,
        tell: (...messages) => told.push(...messages),
      }),
    );
  const service = new FollowService({
    all: 'drills',
    followers,
    authorizer: { rights: async () => ({ demand: () => {} }) },
    catalog: { graph: async () => graph as never },
    journal: { run },
    lock: async () => drill,
  });
  const follow = (who: Caller, follows: boolean) =>
    service.follow(who, drill.number, follows);
  const comment = (who: Caller, text: string) =>
    run(who, unit =>
      new Conversation({ followers }).comment(
        { unit, stored: drill, graph },
        text,
        async () => 'first',
      ),
    );
  const notified = () =>
    told.map(message =>
      message.kind === 'notification'
        ? [message.title, message.recipients]
        : [],
    );
  const following = async () => {
    const found = await followers.of(knex, drill);
    return found.followers.map(f => [f.entityRef, f.because]);
  };

  it('is followed by those who take part in it, and each is told once', async () => {
    await comment(ben, 'Have a look, @dana and @nobody');
    expect(notified()).toEqual([
      ['DRL0000001 mentions you', [dana.ref]],
      ['DRL0000001 has a new comment', [ada.ref]],
    ]);
    expect(await following()).toEqual([
      [ada.ref, 'lead'],
      [ben.ref, 'commented'],
      [dana.ref, 'mentioned'],
    ]);
  });

  it('is left by whoever says so, and not joined again by a mention', async () => {
    expect(await follow(dana, true)).toMatchObject({ follows: true });
    expect(await follow(dana, false)).toMatchObject({ follows: false });
    expect(await follow(ada, false)).toEqual({
      followers: [],
      follows: false,
    });
    await comment(ben, 'Still, @dana');
    expect(notified()).toEqual([['DRL0000001 mentions you', [dana.ref]]]);
    expect(await following()).toEqual([[ben.ref, 'commented']]);
  });

  it('is followed by no pipeline', async () => {
    await expect(follow(pipeline, true)).rejects.toMatchObject({
      name: 'NotAllowedError',
      guard: 'person',
    });
    await comment(pipeline, 'Green');
    expect(await following()).toEqual([[ada.ref, 'lead']]);
  });

  it('tells what happens, and whoever has to act that they have', async () => {
    await follow(ben, true);
    await run(dana, unit =>
      followers.tell(
        { unit, stored: drill },
        { occasion: 'ended', words: 'has ended', act: [ada.ref, dana.ref] },
      ),
    );
    expect(told).toMatchObject([
      { recipients: [ben.ref], severity: 'low' },
      { recipients: [ada.ref], severity: 'high' },
    ]);
  });

  it('takes over the followers that an area kept under that name', async () => {
    const before = await databases.init('POSTGRES_18');
    await before.raw(`
      CREATE TABLE record_followers (record_id uuid, who text, follows boolean, because text,
        since timestamptz DEFAULT now(), PRIMARY KEY (record_id, who))`);
    await before('record_followers').insert({
      record_id: drill.id,
      who: ben.ref,
      follows: true,
      because: 'chose',
    });
    await migrateShared(before);
    expect((await followers.of(before, drill)).followers).toHaveLength(2);
  });
});
