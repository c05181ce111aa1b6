import { randomUUID } from 'crypto';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { Notification } from '@backstage/plugin-notifications-common';
import { MAIL_TOPIC, MESSAGE_ID } from '@countersign/plugin-governance-node';
import {
  eventually,
  Mailbox,
  startMailbox,
  startTestPortal,
  testEntity,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import { emailWhenConfigured } from '..';
import { MailProcessor } from './MailProcessor';

jest.setTimeout(240_000);

const [ada, bob, zoe] = ['ada', 'bob', 'zoe'].map(
  name => `user:default/${name}`,
);
const addressOf = (name: string) => `${name}@shop.example`;

describe('mails', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const portals: TestPortal[] = [];
  let mailbox: Mailbox;
  afterAll(async () => {
    for (const portal of portals) await portal.stop();
    await mailbox?.close();
  });

  beforeAll(async () => {
    mailbox = await startMailbox();
    const start = (knex?: TestPortal['knex']) =>
      startTestPortal(databases, {
        knex,
        pluginId: 'notifications',
        entities: [
          ...['ada', 'bob'].map(name =>
            testEntity('User', name, {
              spec: { profile: { email: addressOf(name) } },
            }),
          ),
          testEntity('User', 'zoe', { spec: { profile: {} } }),
        ],
        config: {
          app: { baseUrl: 'https://portal.shop.example' },
          notifications: {
            processors: {
              email: {
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
              },
            },
          },
        },
        features: [notificationsPlugin, emailWhenConfigured],
      });
    portals.push(await start());
    portals.push(await start(portals[0].knex));
  });

  const knex = () => portals[0].knex;
  /** Notifies, and gets an answer. */
  const notify = async (
    title: string,
    to: string[] | 'everybody',
    options: { message?: string; from?: TestPortal; scope?: string } = {},
  ) => {
    const { message = randomUUID(), from = portals[0], scope } = options;
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
        payload: { title, scope, metadata: { [MESSAGE_ID]: message } },
      }),
    });
    expect(response.status).toBe(200);
  };
  /** As if the delay before the next attempt had passed. */
  const passDelays = async () => {
    // What a mail says of a failure is there a moment before its delay is.
    await eventually(async () =>
      expect(await knex()('outbox').whereNotNull('lease')).toEqual([]),
    );
    await knex()('outbox').update({ next_attempt_at: new Date(0) });
    // Nobody gets a mail of it, but whoever sends mails looks.
    await notify('Look again', [zoe]);
  };
  const mailsAbout = (title: string) =>
    knex()('mails')
      .whereRaw(`notification -> 'payload' ->> 'title' = ?`, [title])
      .orderBy('recipient');
  const receivedAbout = (title: string) =>
    mailbox.received.filter(({ subject }) => subject === title);
  const outcomesOf = (scope: string) =>
    portals
      .flatMap(({ events }) => events)
      .filter(({ topic }) => topic === MAIL_TOPIC)
      .map(({ eventPayload }) => eventPayload as { scope?: string })
      .filter(outcome => outcome.scope === scope);

  it('wait while no server answers, and arrive once when it is back', async () => {
    const { port } = mailbox;
    await mailbox.close();
    await notify('Down', [ada, bob], { scope: 'down' });
    await eventually(async () =>
      expect(await mailsAbout('Down')).toEqual([
        expect.objectContaining({
          state: 'waiting',
          failure: expect.stringContaining('ECONNREFUSED'),
        }),
        expect.objectContaining({ state: 'waiting', attempts: 1 }),
      ]),
    );
    await passDelays();
    await eventually(async () =>
      expect(await mailsAbout('Down')).toMatchObject([
        { attempts: 2 },
        { attempts: 2 },
      ]),
    );
    expect(outcomesOf('down')).toContainEqual(
      expect.objectContaining({
        origin: expect.stringMatching(/^\S+$/),
        user: ada,
        state: 'waiting',
        attempts: 2,
        failure: expect.stringContaining('ECONNREFUSED'),
      }),
    );

    mailbox = await startMailbox({ port });
    await passDelays();
    await eventually(async () =>
      expect(await mailsAbout('Down')).toMatchObject([
        { state: 'sent' },
        { state: 'sent' },
      ]),
    );
    await passDelays();
    await notify('The next', [ada]);
    await eventually(() => expect(receivedAbout('The next')).toHaveLength(1));
    expect(receivedAbout('Down').map(({ to }) => to)).toEqual(
      expect.arrayContaining([[addressOf('ada')], [addressOf('bob')]]),
    );
    expect(receivedAbout('Down')).toHaveLength(2);
    expect(
      outcomesOf('down').filter(
        each => 'state' in each && each.state === 'sent',
      ),
    ).toHaveLength(2);
  });

  it.each(['try-later', 'drop'] as const)(
    'are sent again after "%s", once, under the same Message-ID',
    async trouble => {
      mailbox.troubles.push(trouble);
      await notify(trouble, [ada]);
      await eventually(async () =>
        expect(await mailsAbout(trouble)).toMatchObject([
          { state: 'waiting', attempts: 1 },
        ]),
      );
      await passDelays();
      await eventually(() => expect(receivedAbout(trouble)).toHaveLength(1));
      expect(mailbox.refused.at(-1)).toEqual(receivedAbout(trouble)[0]);
      await eventually(async () =>
        expect(await mailsAbout(trouble)).toMatchObject([{ state: 'sent' }]),
      );
    },
  );

  it('are given up at once where the server knows no such mailbox, and somebody may send them on', async () => {
    mailbox.troubles.push('no-such-mailbox');
    await notify('Gone', [ada], { scope: 'gone' });
    await eventually(async () =>
      expect(await mailsAbout('Gone')).toMatchObject([{ state: 'parked' }]),
    );
    expect(outcomesOf('gone').at(-1)).toMatchObject({
      state: 'parked',
      failure: expect.stringContaining('No mailbox ada@shop.example here'),
    });
    await knex()('outbox').update({ parked_at: null, attempts: 0 });
    await passDelays();
    await eventually(() => expect(receivedAbout('Gone')).toHaveLength(1));
  });

  it('are one for a message that is notified again, whichever replica is asked', async () => {
    const message = randomUUID();
    await Promise.all(
      [0, 1, 0, 1].map(which =>
        notify('Again', [ada, bob], { message, from: portals[which] }),
      ),
    );
    await eventually(async () =>
      expect(await mailsAbout('Again')).toMatchObject([
        { state: 'sent' },
        { state: 'sent' },
      ]),
    );
    await notify('Again', [ada, bob], { message });
    await notify('Behind it', [ada]);
    await eventually(() => expect(receivedAbout('Behind it')).toHaveLength(1));
    expect(receivedAbout('Again')).toHaveLength(2);
  });

  it('go to the addresses for everybody, one to each, and to nobody without an address', async () => {
    await notify('Everybody', 'everybody');
    await notify('Nowhere', [zoe], { scope: 'nowhere' });
    await eventually(() => expect(receivedAbout('Everybody')).toHaveLength(2));
    await eventually(() =>
      expect(outcomesOf('nowhere').at(-1)).toMatchObject({
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
