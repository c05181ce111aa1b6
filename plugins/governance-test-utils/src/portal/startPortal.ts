import { generateKeyPairSync } from 'crypto';
import {
  coreServices,
  createServiceFactory,
  PermissionsService,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  eventsServiceRef,
  EventsServiceSubscribeOptions,
} from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { PluginApi } from './client';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

/** The key that signs the ledgers of the tests of a process. */
export const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** What a portal in a test is made of. */
export interface TestPortalOptions {
  /** The plugin that is tested. */
  pluginId: string;
  /** It, its modules, and what else is to run. */
  features: Features;
  /** What the catalog has. */
  entities: Entity[];
  config: JsonObject;
  permissions?: PermissionsService;
  /** Taken instead of the portal's own for the same services. */
  services?: ServiceFactory[];
  /** The database of another portal: a second replica, or the same one started again. */
  knex?: Knex;
}

export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

/** A plugin over HTTP on real PostgreSQL, with a catalog of a few entities; what it tells others is kept. */
export async function startTestPortal(
  databases: Pick<TestDatabases, 'init'>,
  options: TestPortalOptions,
) {
  const { pluginId, entities, config, permissions } = options;
  const knex = options.knex ?? (await databases.init('POSTGRES_18'));
  const events: { topic: string; eventPayload: unknown }[] = [];
  const subscriptions: EventsServiceSubscribeOptions[] = [];
  const notifications = { send: jest.fn().mockResolvedValue(undefined) };
  const services: ServiceFactory[] = [
    mockServices.rootConfig.factory({ data: config }),
    mockServices.database.factory({ knex }),
    catalogServiceMock.factory({ entities }),
    createServiceFactory({
      service: eventsServiceRef,
      deps: {},
      factory: () => ({
        publish: async event => {
          events.push(event);
        },
        subscribe: async subscription => {
          subscriptions.push(subscription);
        },
      }),
    }),
    createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => notifications,
    }),
  ];
  const replaced = new Set(options.services?.map(({ service }) => service.id));
  const backend = await startTestBackend({
    features: [
      ...services.filter(({ service }) => !replaced.has(service.id)),
      ...(options.services ?? []),
      ...(permissions
        ? [
            createServiceFactory({
              service: coreServices.permissions,
              deps: {},
              factory: () => permissions,
            }),
          ]
        : []),
      ...options.features,
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api/${pluginId}`;
  return {
    knex,
    baseUrl,
    events,
    /** Lets the plugin hear an event of another one. */
    async hear(topic: string, eventPayload: unknown) {
      for (const { topics, onEvent } of subscriptions) {
        if (topics.includes(topic)) await onEvent({ topic, eventPayload });
      }
    },
    notifications,
    api: new PluginApi(pluginId, () => baseUrl),
    stop: () => backend.stop(),
  };
}

/** A database service for a portal with more plugins than the tested one: each plugin has its own. */
export function databaseOfEach(databaseOf: Record<string, Knex>) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) =>
      mockServices.database({ knex: databaseOf[plugin.getId()] }),
  });
}

/** Something to be stopped, for all tests of a file: started before the first, stopped before its database goes. */
export function useForAllTests<T extends { stop(): Promise<void> }>(
  start: (databases: TestDatabases) => Promise<T>,
): () => T {
  let running: T | undefined;
  afterAll(() => running?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  beforeAll(async () => {
    running = await start(databases);
  });
  return () => {
    if (!running) throw new Error('It is started before the first test');
    return running;
  };
}
