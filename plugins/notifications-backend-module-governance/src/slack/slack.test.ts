import { randomUUID } from 'crypto';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { MESSAGE_ID } from '@countersign/plugin-governance-node';
import {
  eventually,
  startTestPortal,
  testEntity,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import { createSlackModule } from './slackModule';

jest.setTimeout(240_000);

const group = 'group:default/sre';
const [ada, bob, zoe] = ['ada', 'bob', 'zoe'].map(
  name => `user:default/${name}`,
);

/** Slack, as far as messages go: what was posted, and what it answers next. */
class FakeSlack {
  readonly posted: { channel: string; title: string; blocks: string }[] = [];
  readonly troubles: ('down' | 'channel_not_found')[] = [];
  isDown = false;

  readonly server = createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece);
    const form = new URLSearchParams(Buffer.concat(pieces).toString());
    const answer = (body: object) => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify(body));
    };
    const trouble = this.isDown ? 'down' : this.troubles.shift();
    if (trouble === 'down') {
      res.statusCode = 503;
      answer({});
    } else if (trouble) {
      answer({ ok: false, error: trouble });
    } else if (req.url === '/api/users.lookupByEmail') {
      answer(
        form.get('email') === 'bob@shop.example'
          ? { ok: true, user: { id: 'U0000BOB' } }
          : { ok: false, error: 'users_not_found' },
      );
    } else {
      this.posted.push({
        channel: form.get('channel')!,
        title: form.get('text')!,
        blocks: form.get('attachments')!,
      });
      answer({ ok: true, ts: String(this.posted.length) });
    }
  });

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.server.listen(0, '127.0.0.1', done);
    });
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/`;
  }
}

describe('messages of Slack', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const slack = new FakeSlack();
  const portals: TestPortal[] = [];
  let apiUrl: string;

  const start = async (knex?: TestPortal['knex']) => {
    const portal = await startTestPortal(databases, {
      knex,
      pluginId: 'notifications',
      entities: [
        testEntity('Group', 'sre', {
          annotations: { 'slack.com/bot-notify': 'C0000SRE' },
        }),
        testEntity('User', 'ada', {
          annotations: { 'slack.com/bot-notify': 'U0000ADA' },
          spec: { memberOf: ['sre'] },
        }),
        testEntity('User', 'bob', {
          spec: { profile: { email: 'bob@shop.example' } },
        }),
        testEntity('User', 'zoe', {
          spec: { profile: { email: 'zoe@shop.example' } },
        }),
      ],
      config: {
        app: { baseUrl: 'https://portal.shop.example' },
        notifications: {
          processors: {
            slack: [
              {
                token: 'a-token-of-the-test',
                throttleInterval: { milliseconds: 1 },
                broadcastChannels: ['C0000ALL'],
                broadcastRoutes: [
                  { topic: 'storms', channel: ['C0STORMS', 'C00OTHER'] },
                ],
              },
            ],
          },
        },
      },
      features: [notificationsPlugin, createSlackModule({ apiUrl })],
    });
    portals.push(portal);
    return portal;
  };

  beforeAll(async () => {
    apiUrl = await slack.start();
    await start();
    await start(portals[0].knex);
  });
  afterAll(async () => {
    // The first one's database is that of all.
    for (const portal of portals.reverse()) await portal.stop();
    slack.server.closeAllConnections();
    slack.server.close();
  });

  const knex = () => portals[0].knex;
  const notify = async (
    title: string,
    to: string[] | 'everybody',
    options: { message?: string; from?: TestPortal; topic?: string } = {},
  ) => {
    const { message = randomUUID(), from = portals[0], topic } = options;
    const response = await fetch(`${from.baseUrl}/notifications`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.service.header(),
      },
      body: JSON.stringify({
        recipients:
          to === 'everybody'
            ? { type: 'broadcast' }
            : { type: 'entity', entityRef: to },
        payload: {
          title,
          topic,
          link: '/incidents/INC0000042',
          metadata: { [MESSAGE_ID]: message },
        },
      }),
    });
    expect(response.status).toBe(200);
  };
  const messagesAbout = (title: string) =>
    knex()('slack_messages')
      .whereRaw(`notification -> 'payload' ->> 'title' = ?`, [title])
      .orderBy('recipient');
  const channelsOf = (title: string) =>
    slack.posted
      .filter(each => each.title === title)
      .map(({ channel }) => channel)
      .sort();
  /** As if the delay before the next attempt had passed. */
  const passDelays = async () => {
    await eventually(async () =>
      expect(await knex()('outbox').whereNotNull('lease')).toEqual([]),
    );
    await knex()('outbox').update({ next_attempt_at: new Date(0) });
    // It is posted nowhere, but whoever posts looks.
    await notify('Look again', [zoe]);
  };

  it('go to the channel of a group and to each person who is named, and lead to the record', async () => {
    await notify('INC0000042 needs you', [group, ada, bob, zoe]);
    await eventually(() =>
      expect(channelsOf('INC0000042 needs you')).toEqual([
        'C0000SRE',
        'U0000ADA',
        'U0000BOB',
      ]),
    );
    await eventually(async () =>
      expect(
        (
          await messagesAbout('INC0000042 needs you')
        ).map(({ recipient, state }) => [recipient, state]),
      ).toEqual([
        [group, 'sent'],
        [ada, 'sent'],
        [bob, 'sent'],
        [zoe, 'unaddressed'],
      ]),
    );
    expect(slack.posted[0].blocks).toContain(
      'https://portal.shop.example/incidents/INC0000042',
    );
  });

  it('of what is for everybody go to the channels of their topic, or to those for all', async () => {
    await notify('Storm', 'everybody', { topic: 'storms' });
    await notify('News', 'everybody', { topic: 'news' });
    await eventually(() => {
      expect(channelsOf('Storm')).toEqual(['C00OTHER', 'C0STORMS']);
      expect(channelsOf('News')).toEqual(['C0000ALL']);
    });
  });

  it('wait while Slack is down, however often whoever notifies tries, and are posted once when it is back, by a portal that was started meanwhile', async () => {
    const message = randomUUID();
    slack.isDown = true;
    for (const from of [portals[0], portals[1], portals[0]]) {
      await notify('Down', [group, ada], { message, from });
    }
    await eventually(async () =>
      expect(await messagesAbout('Down')).toEqual([
        expect.objectContaining({
          state: 'waiting',
          failure: expect.stringContaining('503'),
        }),
        expect.objectContaining({ state: 'waiting', attempts: 1 }),
      ]),
    );
    const third = await start(knex());
    slack.isDown = false;
    await passDelays();
    await eventually(() =>
      expect(channelsOf('Down')).toEqual(['C0000SRE', 'U0000ADA']),
    );
    await notify('Down', [group, ada], { message, from: third });
    await passDelays();
    await notify('The next', [ada]);
    await eventually(() => expect(channelsOf('The next')).toHaveLength(1));
    expect(channelsOf('Down')).toHaveLength(2);
  });

  it('are given up at once where there is no such channel, and somebody may send them on', async () => {
    slack.troubles.push('channel_not_found');
    await notify('Gone', [group]);
    await eventually(async () =>
      expect(await messagesAbout('Gone')).toMatchObject([
        {
          state: 'parked',
          failure: expect.stringContaining('channel_not_found'),
        },
      ]),
    );
    await knex()('outbox').update({ parked_at: null, attempts: 0 });
    await passDelays();
    await eventually(async () =>
      expect(await messagesAbout('Gone')).toMatchObject([{ state: 'sent' }]),
    );
    expect(channelsOf('Gone')).toEqual(['C0000SRE']);
  });
});
