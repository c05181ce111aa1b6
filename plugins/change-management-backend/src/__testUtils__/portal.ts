import { generateKeyPairSync } from 'crypto';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
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
  features?: BackendFeature[];
  /** The database of another portal: a second replica, or the same one started again. */
  knex?: Knex;
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
  const backend = await startTestBackend({
    features: [
      changeManagementPlugin,
      mockServices.rootConfig.factory({
        data: {
          ledger: { signingKey },
          changeManagement: {
            approvalPolicies: policies,
            standardChangeTemplates: templates,
            ...options.changeManagement,
          },
        },
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

/** A complete request that submits itself. */
export function request(
  fields: Partial<CreateChangeRequest> = {},
): CreateChangeRequest {
  return {
    title: 'Raise the receipts retention',
    environment: 'production',
    items: [items.bucket],
    window: windowAround(),
    justification: 'Auditors ask for seven years.',
    testPlan: 'Read an old receipt.',
    backoutPlan: 'Set it back.',
    submit: true,
    ...fields,
  };
}
