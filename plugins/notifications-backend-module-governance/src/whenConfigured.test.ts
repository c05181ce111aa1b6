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
import mailTexts, { emailWhenConfigured } from '.';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Names of what takes part in sending notifications when the portal has this configuration. */
async function processorsWith(
  config: JsonObject,
  features: BackendFeature[],
): Promise<string[]> {
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
  return processors.map(processor => processor.getName());
}

describe('e-mail', () => {
  it('is not loaded unless it is configured', async () => {
    expect(await processorsWith({}, [emailWhenConfigured])).toEqual([]);
    expect(await processorsWith({}, [mailTexts])).toEqual([]);
  });

  it('takes the configuration that the guide shows', async () => {
    const guide = readFileSync(
      resolve(__dirname, '../../../docs/guides/platform-engineer.md'),
      'utf8',
    );
    const [, example] = /```yaml\n(notifications:\n[^]*?)```/.exec(guide) ?? [];
    const config = parse(example);
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
