import {
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Deployment } from '@countersign/plugin-change-management-common';
import {
  ChangeManagementService,
  changeManagementServiceRef,
} from '@countersign/plugin-change-management-node';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { serviceLevelsServiceRef } from '@countersign/plugin-service-levels-node';
import { IncidentClient } from '@countersign/plugin-incident-management-common';
import { incidentManagementPlugin } from '../plugin';
import { fakeChanges } from './fakeChanges';
import { fakeServiceLevels } from './fakeServiceLevels';

export { changes } from './fakeChanges';

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
  testEntity('System', 'shop', {
    spec: { owner: 'group:default/payments' },
  }),
  ...['checkout', 'orders'].map(name =>
    testEntity('Component', name, {
      spec: {
        type: 'service',
        owner: 'group:default/payments',
        system: 'shop',
      },
      relations: [['ownedBy', 'group:default/payments']],
    }),
  ),
];

/** Incidents over HTTP on real PostgreSQL, for all tests of a file. */
export function usePortal(
  options: {
    permissions?: PermissionsService;
    deployments?: Deployment[];
    /** Whether service levels give no answer. */
    silent?: () => boolean;
    /** What happens before change management answers which changes were deployed. */
    whenChangesAsked?: () => Promise<unknown>;
  } = {},
) {
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      permissions: options.permissions,
      pluginId: 'incident-management',
      features: [
        incidentManagementPlugin,
        createServiceFactory({
          service: changeManagementServiceRef,
          deps: {},
          factory: () =>
            fakeChanges(
              options.deployments,
              options.whenChangesAsked,
            ) as ChangeManagementService,
        }),
        createServiceFactory({
          service: serviceLevelsServiceRef,
          deps: {},
          factory: () => fakeServiceLevels(options) as never,
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
