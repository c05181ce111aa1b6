import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import {
  DefaultNotificationService,
  notificationService,
} from '@backstage/plugin-notifications-node';
import {
  databaseOfEach,
  eventually,
  Mailbox,
  startMailbox,
} from '@countersign/plugin-governance-test-utils';
import { estate, groups, people } from '../__testUtils__/estate';
import {
  Portal,
  request,
  startPortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(240_000);

const addressOf = (ref: string) => `${ref.split('/')[1]}@shop.example`;

/** The test estate, where everybody but Remy has an address, and groups know their members as in a real catalog. */
const entities = estate().map((entity): Entity => {
  const { name } = entity.metadata;
  if (entity.kind === 'User' && name !== 'remy') {
    return { ...entity, spec: { profile: { email: `${name}@shop.example` } } };
  }
  return name === groups.approvers.split('/')[1]
    ? {
        ...entity,
        relations: [people.ada, people.remy].map(targetRef => ({
          type: 'hasMember',
          targetRef,
        })),
      }
    : entity;
});

describe('e-mail', () => {
  const portals: Portal[] = [];
  let mailbox: Mailbox;
  afterAll(async () => {
    for (const portal of portals) await portal.stop();
    await mailbox?.close();
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    mailbox = await startMailbox();
    const changes = await databases.init('POSTGRES_18');
    const notifications = await databases.init('POSTGRES_18');
    const start = () =>
      startPortal(databases, {
        knex: changes,
        entities,
        config: {
          // Below a path, and with the pages elsewhere than by default.
          app: {
            baseUrl: 'https://portal.shop.example/portal',
            extensions: [
              { 'page:change-management': { config: { path: '/rfc' } } },
            ],
          },
          notifications: {
            processors: {
              email: {
                transportConfig: {
                  transport: 'smtp',
                  hostname: '127.0.0.1',
                  port: mailbox.port,
                },
                sender: 'Countersign <countersign@shop.example>',
              },
            },
          },
        },
        services: [
          databaseOfEach({ 'change-management': changes, notifications }),
          createServiceFactory({
            service: notificationService,
            deps: {
              auth: coreServices.auth,
              discovery: coreServices.discovery,
            },
            factory: deps => DefaultNotificationService.create(deps),
          }),
        ],
        features: [notificationsPlugin, emailModule],
      });
    // Two replicas, each with an outbox to drain.
    portals.push(await start(), await start());
  });

  it('asks each approver and who stands in for one once, tells the requester once, and says what about and where', async () => {
    const [portal, replica] = portals;
    const { change } = await portal
      .as(people.dana)
      .createChange(request({ title: 'Receipts: seven years' }));
    await eventually(() => expect(mailbox.received).toHaveLength(2));
    expect(mailbox.received.map(mail => mail.to).sort()).toEqual(
      [[addressOf(people.ada)], [addressOf(people.dele)]].sort(),
    );
    for (const mail of mailbox.received) {
      expect(mail).toMatchObject({
        from: 'countersign@shop.example',
        subject: `${change.number} needs your approval`,
        text: `Receipts: seven years\n\nhttps://portal.shop.example/portal/rfc/${change.number}`,
      });
    }

    await replica.as(people.ada).act(change.number, 'approve', {
      subjectDigest: change.subjectDigest!,
    });
    await eventually(() => expect(mailbox.received).toHaveLength(3));
    expect(mailbox.received[2]).toMatchObject({
      from: 'countersign@shop.example',
      to: [addressOf(people.dana)],
      subject: `${change.number} approved`,
      text: `Receipts: seven years\n\nhttps://portal.shop.example/portal/rfc/${change.number}`,
    });

    // Both replicas look through their outbox again, at the same time and more than once.
    for (const text of ['And', 'again']) {
      await Promise.all(
        portals.map(each =>
          each.as(people.owen).act(change.number, 'comment', { text }),
        ),
      );
      await eventually(async () =>
        expect(await portal.knex('outbox').select('id')).toEqual([]),
      );
    }
    // What is accepted last was sent last: a second copy of anything would have come before it.
    await portal
      .as(people.dana)
      .createChange(
        request({ title: 'The next', window: windowAround(30, 31) }),
      );
    await eventually(() =>
      expect(mailbox.received.map(mail => mail.subject)).toContainEqual(
        expect.not.stringContaining(change.number),
      ),
    );
    const about = mailbox.received.filter(mail =>
      mail.subject.includes(change.number),
    );
    const comments = about.filter(mail => mail.subject.endsWith('comment'));
    expect(about).toHaveLength(3 + comments.length);
    // Four comments, each of which those who follow hear of once.
    expect(comments.map(mail => mail.to).sort()).toEqual(
      [people.ada, people.dana].flatMap(who => Array(4).fill([addressOf(who)])),
    );
  });

  it('arrives past a message that nobody can send', async () => {
    const [portal] = portals;
    await portal.knex('outbox').insert({
      kind: 'notification',
      payload: JSON.stringify({ kind: 'notification', recipients: 'all' }),
      next_attempt_at: new Date(0),
    });
    const { change } = await portal
      .as(people.dana)
      .createChange(
        request({ title: 'Past it', window: windowAround(40, 41) }),
      );
    const mails = () =>
      mailbox.received.filter(mail => mail.subject.includes(change.number));
    await eventually(async () => {
      expect(mails()).toHaveLength(2);
      expect(await portal.knex('outbox')).toEqual([
        expect.objectContaining({ parked_at: expect.any(Date) }),
      ]);
    });
    expect(
      mails()
        .map(mail => mail.to)
        .sort(),
    ).toEqual([[addressOf(people.ada)], [addressOf(people.dele)]].sort());
  });
});
