import { generateKeyPairSync } from 'crypto';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  coreServices,
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ChangeManagementClient,
  CreateChangeRequest,
} from '@countersign/plugin-change-management-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { changeManagementPlugin } from '../plugin';
import { estate, groups, items } from './estate';

export const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const policies = [
  {
    name: 'tier-1',
    match: { items: { $contains: { tier: 'tier-1' } } },
    require: [
      { ownersOf: 'items', count: 1 },
      { group: groups.approvers, count: 1 },
    ],
  },
  { name: 'default', require: [{ group: groups.approvers, count: 1 }] },
];

const templates = [
  {
    id: 'rotate-receipts',
    title: 'Rotate the receipts bucket',
    category: 'infrastructure',
    environments: ['production'],
    match: { kind: 'Resource' },
    implementationPlan: 'Run the rotation job.',
    testPlan: 'Read a receipt.',
    backoutPlan: 'Rotate back.',
    maxRisk: 'high',
  },
];

/** What a test may set up otherwise. */
export interface PortalOptions {
  entities?: Entity[];
  changeManagement?: object;
  permissions?: PermissionsService;
  features?: Parameters<typeof startTestBackend>[0]['features'];
  /** Taken instead of the portal's own for the same services. */
  services?: ServiceFactory[];
  /** Configuration besides that of change management. */
  config?: JsonObject;
  /** The database of another portal: a second replica, or the same one started again. */
  knex?: Knex;
}

/** A database service for a portal with more plugins than change management: each plugin has its own. */
export function databaseOfEach(databaseOf: Record<string, Knex>) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) =>
      mockServices.database({ knex: databaseOf[plugin.getId()] }),
  });
}

/** The configuration of a portal of the tests. */
export function portalConfig({
  config,
  changeManagement,
}: Pick<PortalOptions, 'config' | 'changeManagement'> = {}): JsonObject {
  return {
    ...config,
    ledger: { signingKey },
    changeManagement: {
      approvalPolicies: policies,
      standardChangeTemplates: templates,
      ...changeManagement,
    },
  };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;

/** Change management over HTTP on real PostgreSQL, with a catalog of a few entities. */
export async function startPortal(
  databases: Pick<TestDatabases, 'init'>,
  options: PortalOptions = {},
) {
  const knex = options.knex ?? (await databases.init('POSTGRES_18'));
  const events: { topic: string; eventPayload: unknown }[] = [];
  const notifications = { send: jest.fn().mockResolvedValue(undefined) };
  const services: ServiceFactory[] = [
    mockServices.rootConfig.factory({
      data: portalConfig(options),
    }),
    mockServices.database.factory({ knex }),
    catalogServiceMock.factory({ entities: options.entities ?? estate() }),
    createServiceFactory({
      service: eventsServiceRef,
      deps: {},
      factory: () => ({
        publish: async event => {
          events.push(event);
        },
        subscribe: async () => {},
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
      changeManagementPlugin,
      ...services.filter(({ service }) => !replaced.has(service.id)),
      ...(options.services ?? []),
      ...(options.permissions
        ? [
            createServiceFactory({
              service: coreServices.permissions,
              deps: {},
              factory: () => options.permissions!,
            }),
          ]
        : []),
      ...(options.features ?? []),
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api/change-management`;
  const withToken = (token: string) =>
    new ChangeManagementClient({
      baseUrl: async () => baseUrl,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, Authorization: `Bearer ${token}` },
        }),
    });
  return {
    knex,
    baseUrl,
    events,
    notifications,
    stop: () => backend.stop(),
    /** The API as a signed-in person. */
    as: (userRef: string) => withToken(mockCredentials.user.token(userRef)),
    /** The API as a pipeline. */
    asPipeline: (subject = 'external:ci') =>
      withToken(
        mockCredentials.service.token({
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'change-management',
        }),
      ),
    token: (userRef: string) => mockCredentials.user.token(userRef),
  };
}

/** A portal for all tests of a file: started before the first, stopped before its database goes. */
export function usePortal(options: PortalOptions = {}): () => Portal {
  let portal: Portal;
  afterAll(() => portal?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  beforeAll(async () => {
    portal = await startPortal(databases, options);
  });
  return () => portal;
}

/** A window around now, in hours from now. */
export function windowAround(fromHours = -1, toHours = 2) {
  const now = DateTime.utc();
  return {
    start: now.plus({ hours: fromHours }).toISO(),
    end: now.plus({ hours: toHours }).toISO(),
  };
}

/** What changes of the tests deploy; in production every deployment names its commit. */
export const commit = 'c0ffee'.padEnd(40, '0');

/** A complete request that submits itself. */
export function request(
  fields: Partial<CreateChangeRequest> = {},
): CreateChangeRequest {
  return {
    title: 'Raise the receipts retention',
    environment: 'production',
    items: [items.bucket],
    window: windowAround(),
    commit,
    justification: 'Auditors ask for seven years.',
    testPlan: 'Read an old receipt.',
    backoutPlan: 'Set it back.',
    submit: true,
    ...fields,
  };
}
