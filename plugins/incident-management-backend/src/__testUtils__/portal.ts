import {
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { IncidentClient } from '@countersign/plugin-incident-management-common';
import { incidentManagementPlugin } from '../plugin';

export const olive = 'user:default/olive';
export const carl = 'user:default/carl';
export const una = 'user:default/una';
export const sec = 'user:default/sec';
export const checkout = 'component:default/checkout';
export const orders = 'component:default/orders';
export const security = 'group:default/security';

export const entities = [
  testEntity('User', 'olive', {
    relations: [['memberOf', 'group:default/payments']],
  }),
  testEntity('User', 'carl', {
    relations: [['memberOf', 'group:default/payments']],
  }),
  testEntity('User', 'una'),
  testEntity('User', 'sec', { relations: [['memberOf', security]] }),
  testEntity('Group', 'payments', { spec: { type: 'team' } }),
  testEntity('Group', 'security', { spec: { type: 'team' } }),
  ...['checkout', 'orders'].map(name =>
    testEntity('Component', name, {
      spec: { type: 'service', owner: 'group:default/payments' },
      relations: [['ownedBy', 'group:default/payments']],
    }),
  ),
];

/** The changes that the portal has, by number: what was approved of each. */
export const changes = {
  CHG0000042: `sha256:${'4'.repeat(64)}`,
};

/** Incidents over HTTP on real PostgreSQL, for all tests of a file. */
export function usePortal(options: { permissions?: PermissionsService } = {}) {
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      ...options,
      pluginId: 'incident-management',
      features: [
        incidentManagementPlugin,
        createServiceFactory({
          service: changeManagementServiceRef,
          deps: {},
          factory: () =>
            ({
              getChange: async (number: string) => {
                if (!Object.hasOwn(changes, number)) {
                  throw Object.assign(new Error('There is none'), {
                    statusCode: 404,
                  });
                }
                const subjectDigest = changes[number as keyof typeof changes];
                return { change: { number, subjectDigest } };
              },
            } as never),
        }),
      ],
      entities,
      config: {
        ledger: { signingKey },
        incidentManagement: { privateGroups: [security] },
      },
    }),
  );
  return {
    portal: (): TestPortal => running(),
    as: (ref: string) => new IncidentClient(running().api.as(ref)),
    asPipeline: () => new IncidentClient(running().api.asPipeline()),
  };
}
