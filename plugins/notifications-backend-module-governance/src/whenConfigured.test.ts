import { readFileSync } from 'fs';
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
import slackModule from '@backstage/plugin-notifications-backend-module-slack';
import mailTexts, {
  emailWhenConfigured,
  slackTextsWhenConfigured,
  slackWhenConfigured,
} from '.';

jest.setTimeout(240_000);

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
      catalogServiceMock.factory(),
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

  it('takes the configuration that the guide shows', async () => {
    expect(
      await processorsWith(shownInGuide('slack'), [slackWhenConfigured]),
    ).toEqual(['SlackNotificationProcessor']);
    // Whoever keeps Backstage's own takes only how messages read.
    expect(
      await processorsWith(shownInGuide('slack'), [
        slackModule,
        slackTextsWhenConfigured,
      ]),
    ).toEqual(['SlackNotificationProcessor']);
  });

  it('names a route that leads nowhere', async () => {
    const config = {
      notifications: {
        processors: {
          slack: [{ token: 'x', broadcastRoutes: [{ topic: 'storms' }] }],
        },
      },
    };
    await expect(processorsWith(config, [slackWhenConfigured])).rejects.toThrow(
      /broadcastRoutes\[\]\.channel is a channel of Slack/,
    );
  });
});
