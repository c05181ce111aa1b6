import { randomUUID } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Notification } from '@backstage/plugin-notifications-common';
import { MAIL_TOPIC } from '@countersign/plugin-governance-node';
import {
  eventually,
  Mailbox,
  startMailbox,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import { emailWhenConfigured } from '..';
import { MessagesPortals, zoe } from '../__testUtils__/MessagesPortals';
import { MailProcessor } from './MailProcessor';

jest.setTimeout(240_000);

const [ada, bob] = ['ada', 'bob'].map(name => `user:default/${name}`);
const addressOf = (name: string) => `${name}@shop.example`;

describe('mails', () => {
  const portals = new MessagesPortals({
    databases: TestDatabases.create({ ids: ['POSTGRES_18'] }),
    table: 'mails',
    topic: MAIL_TOPIC,
    entities: [
      ...['ada', 'bob'].map(name =>
        testEntity('User', name, {
          spec: { profile: { email: addressOf(name) } },
        }),
      ),
      testEntity('User', 'zoe', { spec: { profile: {} } }),
    ],
  });
  let mailbox: Mailbox;
  afterAll(async () => {
    await portals.stop();
    await mailbox?.close();
  });

  beforeAll(async () => {
    mailbox = await startMailbox();
    const email = {
      transportConfig: {
        transport: 'smtp',
        hostname: '127.0.0.1',
        port: mailbox.port,
      },
      sender: 'Countersign <countersign@shop.example>',
      broadcastConfig: {
        receiver: 'config',
        receiverEmails: [addressOf('all'), addressOf('more')],
      },
    };
    await portals.start({ email }, emailWhenConfigured);
    await portals.start({ email }, emailWhenConfigured);
  });

  const receivedAbout = (title: string) =>
    mailbox.received.filter(({ subject }) => subject === title);

  it('wait while no server answers, and arrive once when it is back', async () => {
    const { port } = mailbox;
    await mailbox.close();
    await portals.notify('Down', [ada, bob], { scope: 'down' });
    await eventually(async () =>
      expect(await portals.messagesAbout('Down')).toEqual([
        expect.objectContaining({
          state: 'waiting',
          failure: expect.stringContaining('ECONNREFUSED'),
        }),
        expect.objectContaining({ state: 'waiting', attempts: 1 }),
      ]),
    );
    await portals.passDelays();
    await eventually(async () =>
      expect(await portals.messagesAbout('Down')).toMatchObject([
        { attempts: 2 },
        { attempts: 2 },
      ]),
    );
    await eventually(() =>
      expect(portals.outcomesOf('down')).toContainEqual(
        expect.objectContaining({
          origin: expect.stringMatching(/^\S+$/),
          user: ada,
          state: 'waiting',
          attempts: 2,
          failure: expect.stringContaining('ECONNREFUSED'),
          nextTryAt: expect.any(String),
        }),
      ),
    );

    mailbox = await startMailbox({ port });
    await portals.passDelays();
    await eventually(async () =>
      expect(await portals.messagesAbout('Down')).toMatchObject([
        { state: 'sent' },
        { state: 'sent' },
      ]),
    );
    await portals.passDelays();
    await portals.notify('The next', [ada]);
    await eventually(() => expect(receivedAbout('The next')).toHaveLength(1));
    expect(receivedAbout('Down').map(({ to }) => to)).toEqual(
      expect.arrayContaining([[addressOf('ada')], [addressOf('bob')]]),
    );
    expect(receivedAbout('Down')).toHaveLength(2);
    await eventually(() =>
      expect(
        portals
          .outcomesOf('down')
          .filter(each => 'state' in each && each.state === 'sent'),
      ).toHaveLength(2),
    );
  });

  it.each(['try-later', 'drop'] as const)(
    'are sent again after "%s", once, under the same Message-ID',
    async trouble => {
      mailbox.troubles.push(trouble);
      await portals.notify(trouble, [ada]);
      await eventually(async () =>
        expect(await portals.messagesAbout(trouble)).toMatchObject([
          { state: 'waiting', attempts: 1 },
        ]),
      );
      await portals.passDelays();
      await eventually(() => expect(receivedAbout(trouble)).toHaveLength(1));
      expect(mailbox.refused.at(-1)).toEqual(receivedAbout(trouble)[0]);
      await eventually(async () =>
        expect(await portals.messagesAbout(trouble)).toMatchObject([
          { state: 'sent' },
        ]),
      );
    },
  );

  it('are given up at once where the server knows no such mailbox, and somebody may send them on', async () => {
    mailbox.troubles.push('no-such-mailbox');
    await portals.notify('Gone', [ada], { scope: 'gone' });
    await eventually(async () =>
      expect(await portals.messagesAbout('Gone')).toMatchObject([
        { state: 'parked' },
      ]),
    );
    await eventually(() =>
      expect(portals.outcomesOf('gone').at(-1)).toMatchObject({
        state: 'parked',
        failure: expect.stringContaining('No mailbox ada@shop.example here'),
      }),
    );
    await portals.sendOn();
    await eventually(() => expect(receivedAbout('Gone')).toHaveLength(1));
  });

  it('are one for a message that is notified again, whichever replica is asked', async () => {
    const message = randomUUID();
    await Promise.all(
      [0, 1, 0, 1].map(which =>
        portals.notify('Again', [ada, bob], {
          message,
          from: portals.all[which],
        }),
      ),
    );
    await eventually(async () =>
      expect(await portals.messagesAbout('Again')).toMatchObject([
        { state: 'sent' },
        { state: 'sent' },
      ]),
    );
    await portals.notify('Again', [ada, bob], { message });
    await portals.notify('Behind it', [ada]);
    await eventually(() => expect(receivedAbout('Behind it')).toHaveLength(1));
    expect(receivedAbout('Again')).toHaveLength(2);
  });

  it('go to the addresses for everybody, one to each, and to nobody without an address', async () => {
    await portals.notify('Everybody', 'everybody');
    await portals.notify('Nowhere', [zoe], { scope: 'nowhere' });
    await eventually(() => expect(receivedAbout('Everybody')).toHaveLength(2));
    await eventually(() =>
      expect(portals.outcomesOf('nowhere').at(-1)).toMatchObject({
        user: zoe,
        state: 'unaddressed',
      }),
    );
    expect(receivedAbout('Nowhere')).toEqual([]);
  });
});

describe('the notification of a mail', () => {
  it('is acknowledged once the mail is kept', async () => {
    const kept: string[] = [];
    let failures = 2;
    const processor = new MailProcessor({
      store: {
        async add([{ message }]) {
          if (failures-- > 0) throw new Error('the database went away');
          kept.push(message);
        },
      },
      filters: {},
      logger: mockServices.logger.mock(),
      onKept: () => kept.push('told'),
    });
    const notification: Notification = {
      id: 'n1',
      user: ada,
      created: new Date(),
      origin: 'plugin:catalog',
      payload: { title: 'Of another plugin' },
    };
    expect(await processor.preProcess(notification)).toBe(notification);
    expect(kept).toEqual(['n1', 'told']);
  });
});
