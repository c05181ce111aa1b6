import { readFileSync } from 'fs';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { resolve } from 'path';
import {
  BackendFeature,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationProcessor,
  notificationsProcessingExtensionPoint,
} from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import mailTexts, { emailWhenConfigured, slackWhenConfigured } from '.';

jest.setTimeout(240_000);

/** Has a channel, as the guide says. */
const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'sre',
    annotations: { 'slack.com/bot-notify': 'C0000042' },
  },
  spec: { type: 'team' },
};

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** What takes part in sending notifications when the portal has this configuration. */
async function startedWith(
  config: JsonObject,
  features: BackendFeature[],
): Promise<NotificationProcessor[]> {
  const processors: NotificationProcessor[] = [];
  const notificationsPlugin = createBackendPlugin({
    pluginId: 'notifications',
    register(env) {
      env.registerExtensionPoint(notificationsProcessingExtensionPoint, {
        addProcessor: (...added) => {
          processors.push(...added.flat());
        },
        setNotificationRecipientResolver: () => {},
      });
      env.registerInit({ deps: {}, init: async () => {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      notificationsPlugin,
      ...features,
      catalogServiceMock.factory({ entities: [team] }),
      mockServices.database.factory({
        knex: await databases.init('POSTGRES_18'),
      }),
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'https://portal.example.com' }, ...config },
      }),
    ],
  });
  await backend.stop();
  return processors;
}

/** Their names. */
const processorsWith = async (
  ...asked: Parameters<typeof startedWith>
): Promise<string[]> =>
  (await startedWith(...asked)).map(processor => processor.getName());

/** The configuration of a processor as the guide shows it. */
function shownInGuide(processor: 'email' | 'slack'): JsonObject {
  const guide = readFileSync(
    resolve(__dirname, '../../../docs/guides/platform-engineer.md'),
    'utf8',
  );
  const shown = [...guide.matchAll(/```yaml\n(notifications:\n[^]*?)```/g)]
    .map(([, example]) => parse(example))
    .find(({ notifications }) => notifications.processors[processor]);
  expect(shown).toBeDefined();
  return shown;
}

describe('e-mail', () => {
  it('is not loaded unless it is configured', async () => {
    expect(await processorsWith({}, [emailWhenConfigured])).toEqual([]);
    expect(await processorsWith({}, [mailTexts])).toEqual([]);
  });

  it('takes the configuration that the guide shows', async () => {
    const config = shownInGuide('email');
    expect(await processorsWith(config, [emailWhenConfigured])).toEqual([
      'Email',
    ]);
    expect(await processorsWith(config, [emailModule, mailTexts])).toEqual([
      'Email',
    ]);
  });

  it('is sent by Backstage where only Backstage knows how, and by nobody where nobody does', async () => {
    const by = (transport: string): JsonObject => ({
      notifications: {
        processors: {
          email: { transportConfig: { transport }, sender: 'a@shop.example' },
        },
      },
    });
    expect(await processorsWith(by('ses'), [emailWhenConfigured])).toEqual([
      'Email',
    ]);
    await expect(
      processorsWith(by('smpt'), [emailWhenConfigured]),
    ).rejects.toThrow(/transport: 'smpt' is none of smtp, sendmail, stream/);
  });
});

describe('Slack', () => {
  it('is not loaded unless it is configured', async () => {
    expect(await processorsWith({}, [slackWhenConfigured])).toEqual([]);
  });

  it('is posted what a group is told, as text, where Slack fails at first too', async () => {
    const [slack] = await startedWith(shownInGuide('slack'), [
      slackWhenConfigured,
    ]);
    const posted: { path?: string; form: URLSearchParams }[] = [];
    const receiver = createServer(async (req, res) => {
      const pieces: Buffer[] = [];
      for await (const piece of req) pieces.push(piece);
      posted.push({
        path: req.url,
        form: new URLSearchParams(Buffer.concat(pieces).toString()),
      });
      res.statusCode = posted.length === 1 ? 503 : 200;
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ ok: true, ts: '1', channel: 'C0000042' }));
    });
    await new Promise<void>(done => {
      receiver.listen(0, '127.0.0.1', done);
    });
    const { port } = receiver.address() as AddressInfo;
    // Slack's own client has one address, which no configuration changes.
    const { axios } = Object(slack).slack;
    axios.defaults.baseURL = `http://127.0.0.1:${port}/api/`;
    try {
      await slack.processOptions!({
        recipients: { type: 'entity', entityRef: ['group:default/sre'] },
        payload: {
          title: 'INC0000042 has a new status update',
          description: 'Look at <https://evil.example|the cause>',
          link: '/incidents/INC0000042',
        },
      });
    } finally {
      receiver.closeAllConnections();
      receiver.close();
    }
    expect(posted.map(({ path }) => path)).toEqual([
      '/api/chat.postMessage',
      '/api/chat.postMessage',
    ]);
    const { form } = posted[1];
    expect(form.get('channel')).toBe('C0000042');
    const [{ blocks }] = JSON.parse(form.get('attachments')!);
    expect(blocks).toMatchObject([
      {
        text: {
          text: '*INC0000042 has a new status update*\nLook at &lt;https://evil.example|the cause&gt;',
        },
      },
      {
        elements: [{ url: 'https://portal.example.com/incidents/INC0000042' }],
      },
    ]);
  });
});
