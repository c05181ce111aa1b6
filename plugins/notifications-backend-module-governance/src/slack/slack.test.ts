import { randomUUID } from 'crypto';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { SLACK_TOPIC } from '@countersign/plugin-governance-node';
import {
  eventually,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import { MessagesPortals, zoe } from '../__testUtils__/MessagesPortals';
import { createSlackModule } from './slackModule';

jest.setTimeout(240_000);

const group = 'group:default/sre';
const [ada, bob] = ['ada', 'bob'].map(name => `user:default/${name}`);

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
  const slack = new FakeSlack();
  const portals = new MessagesPortals({
    databases: TestDatabases.create({ ids: ['POSTGRES_18'] }),
    table: 'slack_messages',
    topic: SLACK_TOPIC,
    entities: [
      testEntity('Group', 'sre', {
        annotations: { 'slack.com/bot-notify': 'C0000SRE' },
      }),
      testEntity('User', 'ada', {
        annotations: { 'slack.com/bot-notify': 'U0000ADA' },
        spec: { memberOf: ['sre'] },
      }),
      ...['bob', 'zoe'].map(name =>
        testEntity('User', name, {
          spec: { profile: { email: `${name}@shop.example` } },
        }),
      ),
    ],
  });
  let apiUrl: string;

  const start = () =>
    portals.start(
      {
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
      createSlackModule({ apiUrl }),
    );

  beforeAll(async () => {
    apiUrl = await slack.start();
    await start();
    await start();
  });
  afterAll(async () => {
    await portals.stop();
    slack.server.closeAllConnections();
    slack.server.close();
  });

  const notify: MessagesPortals['notify'] = (title, to, options) =>
    portals.notify(title, to, { link: '/incidents/INC0000042', ...options });
  const channelsOf = (title: string) =>
    slack.posted
      .filter(each => each.title === title)
      .map(({ channel }) => channel)
      .sort();

  it('go to the channel of a group and to each person who is named, and lead to the record', async () => {
    await notify('INC0000042 needs you', [group, ada, bob, zoe], {
      scope: 'needs-you',
    });
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
          await portals.messagesAbout('INC0000042 needs you')
        ).map(({ recipient, state }) => [recipient, state]),
      ).toEqual([
        [group, 'sent'],
        [ada, 'sent'],
        [bob, 'sent'],
        [zoe, 'unaddressed'],
      ]),
    );
    await eventually(() =>
      expect(portals.outcomesOf('needs-you')).toContainEqual(
        expect.objectContaining({ recipient: zoe, state: 'unaddressed' }),
      ),
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
    const [first, second] = portals.all;
    for (const from of [first, second, first]) {
      await notify('Down', [group, ada], { message, from, scope: 'down' });
    }
    await eventually(async () =>
      expect(await portals.messagesAbout('Down')).toEqual([
        expect.objectContaining({
          state: 'waiting',
          failure: expect.stringContaining('503'),
        }),
        expect.objectContaining({ state: 'waiting', attempts: 1 }),
      ]),
    );
    // Whoever looks at the page sees why, and when it is tried again.
    await eventually(() =>
      expect(portals.outcomesOf('down')).toEqual(
        expect.arrayContaining([
          {
            scope: 'down',
            workspace: 0,
            recipient: group,
            state: 'waiting',
            at: expect.any(String),
            attempts: 1,
            failure: expect.stringContaining('503'),
            nextTryAt: expect.any(String),
          },
          expect.objectContaining({
            origin: expect.stringMatching(/^\S+$/),
            recipient: ada,
            nextTryAt: expect.any(String),
          }),
        ]),
      ),
    );
    const third = await start();
    slack.isDown = false;
    await portals.passDelays();
    await eventually(() =>
      expect(channelsOf('Down')).toEqual(['C0000SRE', 'U0000ADA']),
    );
    await notify('Down', [group, ada], { message, from: third });
    await portals.passDelays();
    await notify('The next', [ada]);
    await eventually(() => expect(channelsOf('The next')).toHaveLength(1));
    expect(channelsOf('Down')).toHaveLength(2);
    const sent = () =>
      portals
        .outcomesOf('down')
        .filter(each => 'state' in each && each.state === 'sent');
    await eventually(() => expect(sent()).toHaveLength(2));
    sent().forEach(each => expect(each).not.toHaveProperty('failure'));
  });

  it('are given up at once where there is no such channel, and somebody may send them on', async () => {
    slack.troubles.push('channel_not_found');
    await notify('Gone', [group], { scope: 'gone' });
    await eventually(async () =>
      expect(await portals.messagesAbout('Gone')).toMatchObject([
        {
          state: 'parked',
          failure: expect.stringContaining('channel_not_found'),
        },
      ]),
    );
    await eventually(() =>
      expect(portals.outcomesOf('gone').at(-1)).toMatchObject({
        ...{ recipient: group, state: 'parked' },
        failure:
          'Slack answers channel_not_found: correct slack.com/bot-notify of group:default/sre in the catalog',
      }),
    );
    await portals.sendOn();
    await eventually(async () =>
      expect(await portals.messagesAbout('Gone')).toMatchObject([
        { state: 'sent' },
      ]),
    );
    expect(channelsOf('Gone')).toEqual(['C0000SRE']);
  });
});
