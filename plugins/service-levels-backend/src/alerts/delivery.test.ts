import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import {
  DefaultNotificationService,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { signatureOf } from '@countersign/plugin-governance-node';
import {
  connectionOf,
  databaseOfEach,
  eventually,
  KillablePortal,
  signingKey,
  startMailbox,
  startTestPortal,
  testEntity,
} from '@countersign/plugin-governance-test-utils';
import { entryDigest } from '@countersign/plugin-governance-common';
import { parseLeaf } from '@countersign/plugin-ledger-common';
import { readAlertEvent } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { checkout, dataSource, slo } from '../__testUtils__/definitions';
import { FakeSource } from '../__testUtils__/FakeSource';
import { Receiver } from '../__testUtils__/Receiver';
import { startReplica } from '../__testUtils__/replica';
import { serviceLevelsPlugin } from '../plugin';

const slackModule = '@backstage/plugin-notifications-backend-module-slack';

/** The processors of mail and Slack, where Slack's own client speaks HTTP to a server that is here. */
function processorsTo(slackApiUrl: string) {
  const client = require.resolve('@slack/web-api', {
    paths: [require.resolve(slackModule)],
  });
  jest.doMock(client, () => {
    const actual = jest.requireActual(client);
    return {
      ...actual,
      WebClient: class extends actual.WebClient {
        constructor(token: string, options: object) {
          super(token, {
            ...options,
            slackApiUrl,
            retryConfig: { retries: 3, minTimeout: 50, maxTimeout: 100 },
          });
        }
      },
    };
  });
  const processors = jest.requireActual<
    typeof import('@countersign/plugin-notifications-backend-module-governance')
  >('@countersign/plugin-notifications-backend-module-governance');
  return [processors.emailWhenConfigured, processors.slackWhenConfigured];
}

jest.setTimeout(240_000);

const STEP_MS = 15_000;
const secret = 'a secret of the tests, long enough';

const entities = [
  {
    ...testEntity('Group', 'checkout', {
      annotations: { 'slack.com/bot-notify': 'C0CHECKOUT' },
      spec: { type: 'team' },
      relations: [['hasMember', 'user:default/kim']],
    }),
  },
  testEntity('User', 'kim', {
    spec: { profile: { email: 'kim@shop.example' } },
    relations: [['memberOf', 'group:default/checkout']],
  }),
  checkout,
  dataSource,
  slo('pay'),
];

/** Wakes outboxes more often than a portal does; nothing else is scheduled. */
function outboxScheduler(timers: NodeJS.Timeout[]) {
  return createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => ({
      async scheduleTask({ id, fn }) {
        if (id !== 'outbox') return;
        const { signal } = new AbortController();
        timers.push(setInterval(() => void fn(signal), 200));
      },
      createScheduledTaskRunner: () => ({ run: async () => {} }),
      triggerTask: async () => {},
      getScheduledTasks: async () => [],
      cancelTask: async () => {},
    }),
  });
}

/** Has the objective burn by a clock of its own, beside the portal that delivers. */
async function burner(knex: Knex) {
  const source = new FakeSource('api');
  let now = Date.UTC(2026, 10, 2, 9);
  const replica = await startReplica(knex, {
    source,
    entities,
    clock: () => new Date(now),
    webhooks: ['hook'],
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
  return { replica, run };
}

const alertsIn = (receiver: Receiver) =>
  receiver.posted.map(({ body }) => JSON.parse(body));
const waiting = (knex: Knex) =>
  knex('outbox').where({ kind: 'webhook' }).select('attempts', 'last_error');

describe('alerts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('reach the owner by notification, mail and Slack, a webhook and whoever listens, with a link to the objective', async () => {
    const [knex, notifications] = await Promise.all([
      databases.init('POSTGRES_18'),
      databases.init('POSTGRES_18'),
    ]);
    const [hook, slack, mailbox] = await Promise.all([
      Receiver.start(),
      Receiver.start(),
      startMailbox(),
    ]);
    const processors = processorsTo(`${slack.url}/api/`);
    const timers: NodeJS.Timeout[] = [];
    let refusals = 0;
    slack.answer = response => {
      refusals += 1;
      if (refusals === 1) response.writeHead(503).end();
      else {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"ok":true,"ts":"1"}');
      }
    };
    // It refuses, then hangs up, and then takes it.
    const answers = [
      (response: Parameters<Receiver['answer']>[0]) =>
        response.writeHead(500).end(),
      (response: Parameters<Receiver['answer']>[0]) =>
        response.socket?.destroy(),
    ];
    hook.answer = response => {
      const next = answers.shift();
      if (next) next(response);
      else response.writeHead(200).end();
    };
    const portal = await startTestPortal(databases, {
      pluginId: 'service-levels',
      features: [serviceLevelsPlugin, notificationsPlugin, ...processors],
      entities,
      knex,
      config: {
        app: { baseUrl: 'https://portal.shop.example' },
        ledger: { signingKey },
        serviceLevels: {
          evaluate: false,
          alerts: {
            webhooks: [
              { name: 'hook', url: `${hook.url}/alerts`, secret, all: true },
            ],
          },
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
            slack: [{ token: 'xoxb-of-the-tests' }],
          },
        },
      },
      services: [
        databaseOfEach({ 'service-levels': knex, notifications }),
        outboxScheduler(timers),
        createServiceFactory({
          service: notificationService,
          deps: { auth: coreServices.auth, discovery: coreServices.discovery },
          factory: deps => DefaultNotificationService.create(deps),
        }),
      ],
    });
    try {
      const { run } = await burner(knex);
      await run(20, 0);
      await run(8, 50);
      await eventually(() => expect(mailbox.received).toHaveLength(1));
      expect(mailbox.received[0]).toMatchObject({
        to: ['kim@shop.example'],
        subject: expect.stringMatching(/^ALR0000001 fires: .*of the budget/),
        text: expect.stringMatching(
          /times as fast as it lasts\n\nhttps:\/\/portal\.shop\.example\/slos\/alerts\/ALR0000001$/,
        ),
      });

      await eventually(() => expect(slack.posted).toHaveLength(2));
      const message = new URLSearchParams(slack.posted[1].body);
      expect(message.get('channel')).toBe('C0CHECKOUT');
      expect(message.get('attachments')).toContain(
        'https://portal.shop.example/slos/alerts/ALR0000001',
      );
      expect(message.get('attachments')).toContain('ALR0000001 fires');

      await eventually(() => expect(hook.posted).toHaveLength(3));
      const [first, , last] = hook.posted;
      expect(last.body).toBe(first.body);
      expect(last.headers['webhook-id']).toBe(first.headers['webhook-id']);
      expect(last.headers['webhook-signature']).toBe(
        signatureOf(
          secret,
          String(last.headers['webhook-id']),
          String(last.headers['webhook-timestamp']),
          last.body,
        ),
      );
      expect(JSON.parse(last.body)).toMatchObject({
        status: 'firing',
        receiver: 'hook',
        alerts: [
          {
            status: 'firing',
            labels: { objective: 'pay', severity: 'page' },
            annotations: { link: 'https://portal.example/slos/objectives/pay' },
          },
        ],
      });
      const events = () =>
        portal.events.flatMap(({ topic, eventPayload }) =>
          topic === 'service-levels.alerts'
            ? readAlertEvent(eventPayload) ?? []
            : [],
        );
      expect(events()).toMatchObject([
        {
          type: 'countersign.alert.fired',
          subject: 'ALR0000001',
          data: {
            objective: 'pay',
            component: 'component:default/checkout',
            owner: 'group:default/checkout',
            phases: [{ severity: 'page' }],
          },
        },
      ]);
      // By what it is known to whoever relies on it: all that is on record of its firing.
      const leaves = await knex('ledger_entries')
        .where({ subject: 'ALR0000001' })
        .pluck('leaf');
      const fired = leaves
        .map(parseLeaf)
        .find(({ type }) => type === 'alert.fired');
      expect(events()[0].entrydigest).toBe(entryDigest(fired!));

      await run(40, 0);
      await eventually(() =>
        expect(alertsIn(hook).at(-1)).toMatchObject({ status: 'resolved' }),
      );
      await eventually(() =>
        expect(events().at(-1)?.type).toBe('countersign.alert.resolved'),
      );
      // What has arrived is acknowledged a moment later.
      await eventually(async () => expect(await waiting(knex)).toEqual([]));
    } finally {
      timers.forEach(clearInterval);
      await portal.stop();
      await Promise.all([hook.close(), slack.close(), mailbox.close()]);
    }
  });

  it('are delivered again, with the same id, when the portal is killed before it knows that they were taken', async () => {
    const knex = await databases.init('POSTGRES_18');
    const hook = await Receiver.start();
    const portal = new KillablePortal({
      pluginId: 'service-levels',
      program: `${__dirname}/../__testUtils__/portalProcess.ts`,
      config: {
        ledger: { signingKey },
        serviceLevels: {
          evaluate: false,
          alerts: {
            webhooks: [{ name: 'hook', url: hook.url, secret, all: true }],
          },
        },
      },
      database: connectionOf(knex),
    });
    try {
      await portal.start();
      const { run } = await burner(knex);
      // It takes the message, and the answer never comes.
      hook.answer = () => {};
      await run(20, 0);
      await run(1, 50);
      await eventually(() => expect(hook.posted).toHaveLength(1));
      await portal.kill();
      expect(await waiting(knex)).not.toEqual([]);
      hook.answer = response => response.writeHead(200).end();
      await portal.start();
      await eventually(async () => expect(await waiting(knex)).toEqual([]));
      const [first] = hook.posted;
      const again = hook.posted.filter(
        ({ headers }) => headers['webhook-id'] === first.headers['webhook-id'],
      );
      expect(again.length).toBeGreaterThan(1);
      expect(new Set(again.map(({ body }) => body)).size).toBe(1);
    } finally {
      await portal.kill();
      await hook.close();
    }
  });
});
